import Dovetail
import Testing

@Suite("Sending: carried context", .timeLimit(.minutes(5)))
struct CarriedContextTests {
  private let note = TaskKey("note", as: (() -> Void).self)

  /// What each run of `note` found carried.
  private func carried(
    in bench: Workbench, _ sending: () async throws -> Void
  ) async throws -> [[String: LabelValue]] {
    let seen = Notes<[String: LabelValue]>()
    try await sending()
    try await Worker(bench.broker) {
      note.handle { context in seen.add(context.carried) }
    }.drain()
    return seen.all
  }

  @Test func `what is set for a scope travels with each task that is sent in it`() async throws {
    let bench = try await Workbench()
    let values: [String: LabelValue] = [
      "remote_addr": "127.0.0.1", "user": 7, "rate": 0.5, "whole": 2.0, "admin": false,
      "text": "é\u{FFFF}\n\"",
    ]

    let seen = try await carried(in: bench) {
      try await CarriedContext.with(values) {
        try await bench.broker.enqueue(note)
        _ = await bench.broker.enqueueAll([try note.bake(), try note.bake()])
        try await bench.broker.enqueueLater(note)
        await bench.broker.flush()
      }
      try await bench.broker.enqueue(note)
    }

    #expect(seen.count { $0 == values } == 4)
    #expect(seen.count { $0.isEmpty } == 1)
  }

  @Test func `an inner scope adds to the outer one and goes before it; a cleared one has nothing`()
    async throws
  {
    let bench = try await Workbench()

    let seen = try await carried(in: bench) {
      try await CarriedContext.with(["a": 1, "b": 1]) {
        try await CarriedContext.with(["b": 2, "c": 2]) { try await bench.broker.enqueue(note) }
        try await CarriedContext.cleared {
          try await bench.broker.enqueue(note)
          try await CarriedContext.with(["d": 3]) { try await bench.broker.enqueue(note) }
        }
        try await bench.broker.enqueue(note)
      }
    }

    #expect(
      Set(seen) == [["a": 1, "b": 2, "c": 2], [:], ["d": 3], ["a": 1, "b": 1]])
    #expect(seen.count == 4)
  }

  @Test func `a scope without suspension sets it too`() {
    let inner = CarriedContext.with(["a": 1]) {
      CarriedContext.cleared { CarriedContext.with(["b": 2]) { CarriedContext.current } }
    }

    #expect(inner == ["b": 2])
    #expect(CarriedContext.current.isEmpty)
  }

  @Test func `tasks that a task sends inherit it, and not what its worker runs in`() async throws {
    let bench = try await Workbench()
    let parent = TaskKey("parent", as: (() -> Void).self)
    let seen = Notes<[String: LabelValue]>()
    let worker = Worker(bench.broker) {
      parent.handle { try await bench.broker.enqueue(note) }
      note.handle { context in seen.add(context.carried) }
    }

    try await CarriedContext.with(["request": "r1"]) { try await bench.broker.enqueue(parent) }
    try await bench.broker.enqueue(parent)
    try await CarriedContext.with(["worker": "w1"]) { try await worker.drain() }

    #expect(Set(seen.all) == [["request": "r1"], [:]])
  }

  @Test func `it is a text among the labels of the message, and none of the task's`() async throws {
    let bench = try await Workbench()
    let labels = Notes<[String: LabelValue]>()
    try await CarriedContext.with(["user": 7, "name": "Ada"]) {
      try await bench.broker.enqueue(note, options: .label("own", "x"))
    }

    let message = try #require(try await bench.visible().first)
    bench.clock.advance(by: .seconds(1))
    try await Worker(bench.broker) {
      note.handle { context in labels.add(context.labels) }
    }.drain()

    #expect(
      try TaskIQFormat().decode(message).labels
        == ["own": "x", "dovetail_context": #"{"name":"Ada","user":7}"#])
    #expect(labels.all == [["own": "x"]])
  }

  @Test func `it is there at each attempt, and in the dead-letter queue`() async throws {
    let bench = try await Workbench { $0.retry = .constant(.seconds(1), maxAttempts: 3) }
    let seen = Notes<[String: LabelValue]>()
    let worker = Worker(bench.broker) {
      note.handle { context in
        seen.add(context.carried)
        throw PaymentDeclined()
      }
    }
    try await CarriedContext.with(["user": 7]) { try await bench.broker.enqueue(note) }

    _ = try await bench.drainAll(worker, rounds: 4)

    #expect(seen.all == [["user": 7], ["user": 7], ["user": 7]])
    let dead = try #require(try await bench.visible(in: Workbench.deadLetters).first)
    #expect(try TaskIQFormat().decode(dead).labels["dovetail_context"] == #"{"user":7}"#)
  }

  @Test func `more than 8 KiB are refused with the size, and nothing is sent`() async throws {
    let bench = try await Workbench()
    let text = String(repeating: "x", count: 8192 - 8)

    try await CarriedContext.with(["k": .string(text)]) { try await bench.broker.enqueue(note) }
    let error = await #expect(throws: TaskError.self) {
      try await CarriedContext.with(["k": .string(text + "x")]) {
        try await bench.broker.enqueue(note)
      }
    }

    #expect(error?.code == .invalidOption)
    #expect(error?.description.contains("task note is to carry has 8193 bytes; 8192") == true)
    #expect(try bench.counters().accepted == 1)
  }

  @Test(arguments: ["no json", "[1]", #"{"a":1} x"#])
  func `a label of that name that holds something else is a label like any`(
    text: String
  ) async throws {
    let bench = try await Workbench()
    let labels = Notes<[String: LabelValue]>()
    try await bench.broker.enqueue(note, options: .label("dovetail_context", .string(text)))

    try await Worker(bench.broker) {
      note.handle { context in labels.add(context.labels) }
    }.drain()

    #expect(labels.all == [["dovetail_context": .string(text)]])
  }
}
