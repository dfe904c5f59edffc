import Dovetail
import InMemoryLogging
import Logging
import Testing

/// What other systems in Swift get wrong while they run tasks; ``KnownFaults`` has the whole list.
@Suite("Faults of incumbents: Swift", .timeLimit(.minutes(5)))
struct SwiftIncumbentTests {
  private let key = TaskKey("step", as: ((Int) -> Void).self)

  @Test func `1c.1: a repeated task is in its queue once`() async throws {
    let bench = try await Workbench()
    let runs = Notes<Int>()
    let worker = Worker(bench.broker) {
      key.handle(retry: .constant(.seconds(5))) { (context: TaskContext, _: Int) in
        runs.add(context.attempt)
        if context.attempt == 1 { throw PaymentDeclined() }
      }
    }
    try await bench.broker.enqueue(key, 1)

    try await worker.drain()
    #expect(try await bench.broker.counts(of: "default").total == 1)
    _ = try await bench.drainAll(worker)

    #expect(runs.all == [1, 2])
  }

  @Test func `1c.2: a task that failed for good is copied before it is deleted`() async throws {
    let bench = try await Workbench()
    try await bench.broker.enqueue(key, 1)
    bench.faults.add(.crash(before: .send))

    await #expect(throws: TransportError.self) {
      try await Worker(bench.broker) {
        key.handle(retry: .never) { _ in throw PaymentDeclined() }
      }.drain()
    }

    #expect(bench.faults.tally(of: .delete).calls == 0)
    bench.clock.advance(by: .seconds(60))
    #expect(try await bench.visible().count == 1)
  }

  @Test func `1c.3: receives wait and bring ten, and nothing piles up in the worker`() async throws
  {
    let bench = try await Workbench()
    try await bench.enqueue(key, 0..<100)
    let worker = Worker(bench.broker, concurrency: 10) { key.handle { _ in } }
    let running = RunningWorker(worker)

    try await bench.wait { $0.total == 0 }

    #expect(bench.faults.tally(of: .receive).entries == 100)
    #expect(worker.health.running == 0)
    try await running.stop()
  }

  @Test(arguments: ["", "{", "[]", "null", #"{"id": 1}"#, "\u{1F4A3}", "<order/>"])
  func `1c.4: a message of somebody else ends no worker`(body: String) async throws {
    let bench = try await Workbench()
    let echo = TaskKey("echo", as: ((Int) -> Int).self)
    _ = try await bench.double.queues.send(
      OutgoingMessage(body.isEmpty ? " " : body, attributes: ["kind": .string("alien")]),
      to: Workbench.queue)
    let worker = RunningWorker(Worker(bench.broker) { echo.handle { $0 } })

    let job = try await bench.broker.enqueue(echo, 7)

    #expect(try await job.value(timeout: .seconds(1)) == 7)
    try await bench.wait { $0.total == 0 }
    #expect(try await bench.visible(in: Workbench.deadLetters).count == 1)
    try await worker.stop()
  }

  @Test func `1d.1: a task has a result, and a failure is a warning`() async throws {
    let journal = InMemoryLogHandler()
    let bench = try await Workbench { [journal] in
      $0.logger = Logger(label: "journal") { _ in journal }
    }
    let task = bench.broker.task("task", retry: .constant(.seconds(5))) { (context: TaskContext) in
      guard context.attempt > 1 else { throw PaymentDeclined() }
      return 7
    }
    let job = try await task.enqueue()

    _ = try await bench.drainAll(Worker(bench.broker) { task }, rounds: 2)

    #expect(try await job.value(timeout: .zero) == 7)
    #expect(
      journal.entries.contains { $0.level == .warning && "\($0.message)".contains("no cover") })
  }

  @Test func `1d.2: a task whose worker dies in its midst is run by the next`() async throws {
    let bench = try await Workbench()
    let runs = Notes<Int>()
    let worker = Worker(bench.broker) {
      key.handle { number in
        runs.add(number)
        if runs.all.count == 1 { bench.faults.crash() }
      }
    }
    let job = try await bench.broker.enqueue(key, 1)

    await #expect(throws: TransportError.self) { try await worker.drain() }
    bench.faults.restart()
    bench.clock.advance(by: .seconds(60))
    try await worker.drain()

    #expect(runs.all == [1, 1])
    #expect(try await job.value(timeout: .zero) == NoValue())
  }

  @Test func `1d.3: a drain keeps the queue's order, and a delayed task does not stop it`()
    async throws
  {
    let bench = try await Workbench()
    let order = Notes<Int>()
    try await bench.broker.enqueue(key, 1)
    try await bench.broker.enqueue(key, 99, options: .delay(.seconds(600)))
    for number in 2...5 { try await bench.broker.enqueue(key, number) }

    try await Worker(bench.broker, concurrency: 1) { key.handle { order.add($0) } }.drain()

    #expect(order.all == [1, 2, 3, 4, 5])
    #expect(try await bench.broker.counts(of: "default").delayed == 1)
  }
}
