import Dovetail
import Testing

@Suite("Sending: fan-outs", .timeLimit(.minutes(5)))
struct FanOutTests {
  private let extract = TaskKey("extract", as: ((String) -> Int).self)
  private let fields = ["yearBuilt", "roofType", "sprinklered"]

  private func bench() async throws -> Workbench {
    try await Workbench {
      $0.defaultQueue = "fields.fifo"
      $0.batching.retry = .never
      $0.retry = .never
    }
  }

  private func steps() throws -> [FanOutStep] {
    try fields.map { FanOutStep($0, try extract.bake($0)) }
  }

  private func worker(_ bench: Workbench) -> Worker {
    Worker(bench.broker) {
      extract.handle { field in
        guard field != "roofType" else { throw PaymentDeclined() }
        return field.count
      }
    }
  }

  @Test func `each task of an entity is in a group of its own, in one request`() async throws {
    let bench = try await bench()

    let fanOut = try await bench.broker.fanOut(
      "doc-123", batch: "1", steps(), options: .label("org", "acme"))

    #expect(fanOut.added == 3)
    #expect(fanOut.failures.isEmpty)
    let messages = try await bench.visible(in: QueueName("fields.fifo"))
    #expect(Set(messages.compactMap(\.groupID)) == Set(fields.map { "doc-123-\($0)" }))
    #expect(messages.first?.attributes["entity_id"] == .string("doc-123"))
    let names = messages.compactMap { $0.attributes["task_name"]?.stringValue }
    #expect(Set(names) == Set(fields))
    #expect(messages.allSatisfy { $0.body.contains("acme") })
    #expect(try bench.broker.status(of: "fields.fifo").counters.requests <= 2)
  }

  @Test func `H1: the same batch again adds nothing, also after five minutes`() async throws {
    let bench = try await bench()
    let first = try await bench.broker.fanOut("doc-123", batch: "1", steps())
    bench.clock.advance(by: .seconds(301))

    let second = try await bench.broker.fanOut("doc-123", batch: "1", steps())
    let other = try await bench.broker.fanOut("doc-123", batch: "2", steps())

    #expect(second.added == 0)
    #expect(second.ids == first.ids)
    #expect(other.added == 3)
    #expect(try await bench.broker.counts(of: "fields.fifo").total == 6)
  }

  @Test func `H4: a task that was not accepted is told, and sent by the next call alone`()
    async throws
  {
    let bench = try await bench()
    bench.faults.add(.failEntries(.throttled, .send).times(1))

    let first = try await bench.broker.fanOut("doc-123", batch: "1", steps())
    let second = try await bench.broker.fanOut("doc-123", batch: "1", steps())

    #expect(first.added == 2)
    #expect(first.failures.count == 1)
    #expect(second.added == 1)
    #expect(second.ids == first.ids)
    #expect(try await bench.broker.counts(of: "fields.fifo").available == 3)
  }

  @Test func `the status of an entity comes from stored results`() async throws {
    let bench = try await bench()
    let fanOut = try await bench.broker.fanOut("doc-123", batch: "1", steps())
    let before = try #require(try await bench.broker.fanOutStatus("doc-123", batch: "1"))
    #expect(before.outstanding == fields)
    #expect(before.total == 3)

    try await worker(bench).drain()

    let after = try #require(try await bench.broker.fanOutStatus("doc-123", batch: "1"))
    #expect(after.done == ["yearBuilt", "sprinklered"])
    #expect(after.failed.keys.sorted() == ["roofType"])
    #expect(after.failed["roofType"]??.messages == ["no cover"])
    #expect(after.isComplete)
    #expect(try await fanOut.job("yearBuilt", as: Int.self).value(timeout: .zero) == 9)
    #expect(try await bench.broker.fanOutStatus("doc-124", batch: "1") == nil)
  }

  @Test func `one task that fails does not hold up the others`() async throws {
    let bench = try await bench()
    _ = try await bench.broker.fanOut("doc-123", batch: "1", steps())

    let reports = try await worker(bench).drain()

    #expect(reports.count { $0.outcome == .succeeded } == 2)
  }

  @Test func `what is wrong with a fan-out is told before anything is sent`() async throws {
    let bench = try await bench()
    let step = FanOutStep("a", try extract.bake("a"))

    await #expect(throws: TaskError.self) {
      try await bench.broker.fanOut("doc-123", batch: "1", [step, step])
    }
    await #expect(throws: TaskError.self) {
      try await bench.broker.fanOut("doc-123", batch: "", [step])
    }
    await #expect(throws: TaskError.self) {
      try await bench.broker.fanOut("doc-123", batch: "1", [])
    }
    await #expect(throws: TaskError.self) {
      try await bench.broker.fanOut("doc-123", batch: "1", [step], options: .group("g"))
    }

    #expect(try await bench.broker.counts(of: "fields.fifo").total == 0)
  }

  @Test func `the status of a queue counts its messages by state`() async throws {
    let bench = try await Workbench()
    let task = bench.broker.task("task") {}
    for delay in [0, 0, 30] { try await task.enqueue(options: .delay(.seconds(delay))) }
    _ = try await bench.double.queues.receive(from: Workbench.queue)

    let counts = try await bench.broker.counts(of: "default")

    #expect(counts.available == 1)
    #expect(counts.inFlight == 1)
    #expect(counts.delayed == 1)
    #expect(counts.total == 3)
  }
}
