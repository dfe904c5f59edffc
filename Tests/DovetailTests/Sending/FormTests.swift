import Dovetail
import Testing

@Suite("Sending: the forms of a call", .timeLimit(.minutes(5)))
struct FormTests {
  static let add = TaskKey("add", "a", "b", as: ((Int, Int) -> Int).self)

  struct Greeting: TaskPayload {
    static let task = TaskName<Greeting, String>("greet")
    var name: String
  }

  private func worker(_ bench: Workbench) -> Worker {
    Worker(bench.broker) {
      Self.add.handle { $0 + $1 }
      Greeting.handle { "Hello, \($0.name)" }
    }
  }

  @Test func `a task is sent by its name, with arguments of any type`() async throws {
    let bench = try await Workbench()
    let sum = try await bench.broker.enqueue(named: "add", 2, 3)
    let named = try await bench.broker.enqueue(named: "add", with: ["a": 4, "b": 5])
    let mixed = try await bench.broker.enqueue(named: "add", 6, with: ["b": 7])
    let greeting = try await bench.broker.enqueue(named: "greet", with: ["name": "Ada"])

    try await worker(bench).drain()

    #expect(try await sum.value(timeout: .zero) == 5)
    #expect(try await named.value(timeout: .zero, as: Int.self) == 9)
    #expect(try await mixed.value(timeout: .zero) == 13)
    #expect(try await greeting.value(timeout: .zero) == "Hello, Ada")
  }

  @Test func `arguments may be JSON already`() async throws {
    let bench = try await Workbench()
    let arguments = try TaskArguments(positional: Array("[2, 3]".utf8), named: Array("{}".utf8))
    let job = try await bench.broker.enqueue(named: "add", json: arguments)

    try await worker(bench).drain()

    #expect(try await job.value(timeout: .zero) == 5)
  }

  @Test func `an untyped argument that does not encode is named`() async throws {
    let bench = try await Workbench()

    let error = await #expect(throws: TaskError.self) {
      try await bench.broker.enqueue(named: "add", 1, with: ["b": Double.nan])
    }

    #expect(error?.code == .unencodable)
    #expect(error?.description.contains("\"b\"") == true)
  }

  @Test func `many calls of a key are sent at once`() async throws {
    let bench = try await Workbench()

    let jobs = try await bench.broker.enqueueAll(Self.add, [(1, 2), (3, 4)]).map { try $0.get() }
    try await worker(bench).drain()

    #expect(try await jobs[0].value(timeout: .zero) == 3)
    #expect(try await jobs[1].value(timeout: .zero) == 7)
  }

  @Test func `W8: a baked task is sent by a call that returns its job`() async throws {
    let bench = try await Workbench()
    let sum = try Self.add.bake(2, 3)
    let greeting = try Greeting(name: "Ada").bake()

    let first = try await bench.broker.enqueue(sum)
    let second = try await bench.broker.enqueue(sum)
    let hello = try await bench.broker.enqueue(greeting)
    try await worker(bench).drain()

    #expect(first.id != second.id)
    #expect(try await first.value(timeout: .zero) == 5)
    #expect(try await second.value(timeout: .zero) == 5)
    #expect(try await hello.value(timeout: .zero) == "Hello, Ada")
  }

  @Test func `a baked task can be passed to another task, with its options`() async throws {
    let bench = try await Workbench { $0.queues = ["later"] }
    let broker = bench.broker
    let forward = broker.task("forward") { (baked: BakedTask<Int>) in
      try await broker.enqueue(baked).id
    }
    let options = SendOptions.queue("later").delay(.seconds(5)).label("tenant", "acme")
      .attribute("source", .string("test")).attempts(2)
    let baked = try Self.add.bake(20, 22, options: options)
    let job = try await forward.enqueue(baked)

    try await Worker(broker) { forward }.drain()
    let id = try await job.value(timeout: .zero)
    bench.clock.advance(by: .seconds(5))
    let later = try QueueName("later")
    #expect(try await bench.visible(in: later).first?.attributes["source"] == .string("test"))
    bench.clock.advance(by: .seconds(1))
    try await worker(bench).drain()

    #expect(try await broker.job(id, as: Int.self).value(timeout: .zero) == 42)
  }

  @Test func `a raw body is sent as it is`() async throws {
    let bench = try await Workbench { $0.queues = ["raw.fifo"] }

    let sent = try await bench.broker.sendRaw(#"{"message": "Hello world"}"#)
    try await bench.broker.sendRaw(
      "<order/>", options: .queue("raw.fifo").group("orders").deduplicationID("17"))

    let message = try #require(try await bench.visible().first)
    #expect(message.body == #"{"message": "Hello world"}"#)
    #expect(message.id == sent.id)
    let ordered = try await bench.visible(in: QueueName("raw.fifo"))
    #expect(ordered.map(\.body) == ["<order/>"])
    #expect(ordered.map(\.groupID) == ["orders"])
  }

  @Test func `a raw body that would fail its whole request is refused before`() async throws {
    let bench = try await Workbench { $0.queues = ["raw.fifo"] }

    let error = await #expect(throws: TaskError.self) {
      try await bench.broker.sendRaw("<order/>", options: .queue("raw.fifo"))
    }

    #expect(error?.description.contains("ContentBasedDeduplication") == true)
  }

  @Test func `many raw bodies are sent in order, with an outcome each`() async throws {
    let bench = try await Workbench {
      $0.queues = [
        TaskQueue("raw.fifo") { $0.deduplication = .content }
      ]
    }
    let bodies = (0..<25).map { "body \($0)" }

    let outcomes = await bench.broker.sendRaw(bodies, options: .queue("raw.fifo").group("g"))

    #expect(outcomes.count == 25)
    let sequence = try outcomes.compactMap { try $0.get().sequenceNumber }
    #expect(sequence == sequence.sorted())
    #expect(try bench.broker.status(of: "raw.fifo").counters.requests <= 4)
    let some = await bench.broker.sendRaw(["fine", "\u{0}", "fine"])
    #expect(some.map { (try? $0.get()) != nil } == [true, false, true])
  }

  @Test func `a raw message takes no id and no once key`() async throws {
    let bench = try await Workbench()

    for options in [SendOptions.id("a"), .once("a", for: .seconds(60))] {
      await #expect(throws: TaskError.self) {
        try await bench.broker.sendRaw("x", options: options)
      }
    }
  }

  @Test func `many tasks without a contract are sent as baked ones`() async throws {
    let bench = try await Workbench()
    let arguments = try TaskArguments(positional: Array("[2,3]".utf8), named: Array("{}".utf8))
    let baked = BakedTask<Int>(named: "add", json: arguments)

    let jobs = try await bench.broker.enqueueAll([baked, baked]).map { try $0.get() }
    try await worker(bench).drain()

    #expect(try await jobs[1].value(timeout: .zero) == 5)
  }
}
