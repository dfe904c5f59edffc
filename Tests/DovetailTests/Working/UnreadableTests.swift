import Dovetail
import Testing

@Suite("Worker: what it cannot read or does not know", .timeLimit(.minutes(5)))
struct UnreadableTests {
  @Test func `rule 8: an unknown name is put off, and dead-lettered after ten receives`()
    async throws
  {
    let bench = try await Workbench()
    let other = TaskKey("of.another.version", as: (() -> Int).self)
    let job = try await bench.broker.enqueue(other)
    let known = bench.broker.task("known") {}

    let reports = try await bench.drainAll(Worker(bench.broker) { known })

    #expect(reports.count == 10)
    #expect(
      reports.dropLast().allSatisfy { report in
        if case .postponed = report.outcome { true } else { false }
      })
    let failure = await #expect(throws: TaskFailure.self) { try await job.value(timeout: .zero) }
    #expect(failure?.description.contains("of.another.version") == true)
    #expect(try await bench.visible(in: Workbench.deadLetters).count == 1)
  }

  @Test(arguments: ["not JSON", "{}", #"{"task_id": 3}"#, "[1]"])
  func `rule 8: a body that cannot be read is dead-lettered at once`(body: String) async throws {
    let bench = try await Workbench()
    _ = try await bench.double.queues.send(OutgoingMessage(body), to: Workbench.queue)
    let task = bench.broker.task("task") {}

    let reports = try await Worker(bench.broker) { task }.drain()

    #expect(reports.count == 1)
    let copies = try await bench.visible(in: Workbench.deadLetters)
    #expect(copies.map(\.body) == [body])
  }

  @Test func `arguments that the body does not take are dead-lettered at once`() async throws {
    let bench = try await Workbench()
    let sent = TaskKey("add", as: ((String) -> Int).self)
    let job = try await bench.broker.enqueue(sent, "secret")
    let add = bench.broker.task("add") { (number: Int) in number }

    let reports = try await Worker(bench.broker) { add }.drain()

    #expect(reports.count == 1)
    let failure = await #expect(throws: TaskFailure.self) { try await job.value(timeout: .zero) }
    #expect(failure?.description.contains("argument 1") == true)
    #expect(failure?.description.contains("secret") == false)
  }

  @Test func `rule 8: on FIFO an unknown name holds up its group, as a failed head does`()
    async throws
  {
    let bench = try await Workbench { $0.defaultQueue = "orders.fifo" }
    let known = TaskKey("known", as: ((Int) -> Void).self)
    let log = Notes<Int>()
    try await bench.broker.enqueue(
      TaskKey("of.another.version", as: (() -> Void).self), options: .group("a"))
    for (number, group) in [(1, "a"), (2, "a"), (3, "b")] {
      try await bench.broker.enqueue(known, number, options: .group(group))
    }
    let worker = Worker(bench.broker) { known.handle { number in log.add(number) } }

    let first = try await worker.drain()
    #expect(first.map(\.outcome).contains(.succeeded))
    #expect(log.all == [3])
    let later = try await bench.drainAll(worker)

    #expect(log.all == [3, 1, 2])
    #expect(later.suffix(2).map(\.outcome) == [.succeeded, .succeeded])
    guard case .deadLettered = later.dropLast(2).last?.outcome else {
      Issue.record("The unknown task went before its followers as \(later)")
      return
    }
  }
}
