import Dovetail
import Testing

/// What the systems that Dovetail replaces get wrong while they run tasks; ``KnownFaults`` has the whole list.
@Suite("Faults of prior systems: running", .timeLimit(.minutes(5)))
struct PriorSystemTests {
  private let key = TaskKey("step", as: ((Int) -> Void).self)

  @Test func `T12: a renewal goes on failing until it succeeds, and then the next ones too`()
    async throws
  {
    let bench = try await Workbench()
    let gate = Gate()
    try await bench.broker.enqueue(key, 1)
    bench.faults.add(.unreachable(.changeVisibility).times(5))

    async let reports = Worker(bench.broker) { key.handle { _ in await gate.pass() } }.drain()
    await gate.waitForArrivals(1)
    bench.clock.advance(by: .seconds(30))
    for renewals in 1...6 {
      await bench.waitForCalls(renewals, of: .changeVisibility)
      let pause = renewals < 6 ? Duration.milliseconds(500) : .seconds(30)
      let next = bench.clock.now.advanced(by: pause)
      while !bench.clock.pendingCalls.contains(next) { await Task.yield() }
      if renewals < 6 { bench.clock.advance(by: pause) }
    }
    bench.clock.advance(by: .seconds(30))
    await bench.waitForCalls(7, of: .changeVisibility)
    gate.open()

    #expect(try await reports.map(\.outcome) == [.succeeded])
  }

  @Test func `T14: a value that does not encode leaves no waiter hanging`() async throws {
    let bench = try await Workbench()
    let task = bench.broker.task("task") { Double.nan }
    let job = try await task.enqueue()

    let waiter = Task { try await job.value(timeout: .seconds(60)) }
    await bench.clock.waitForCalls(atLeast: 1)
    try await Worker(bench.broker) { task }.drain()

    await #expect(throws: TaskFailure.self) { try await waiter.value }
  }

  @Test func `W2: one that fails, one unknown and one unreadable fail no other of their receive`()
    async throws
  {
    let bench = try await Workbench()
    try await bench.enqueue(key, 0..<4)
    try await bench.broker.enqueue(TaskKey("other", as: (() -> Void).self))
    _ = try await bench.double.queues.send(OutgoingMessage("?"), to: Workbench.queue)

    let reports = try await Worker(bench.broker, concurrency: 10) {
      key.handle { number in if number == 2 { throw PaymentDeclined() } }
    }.drain()

    #expect(reports.count { $0.outcome == .succeeded } == 3)
    #expect(bench.faults.tally(of: .receive).entries == 6)
    #expect(try await bench.broker.counts(of: "default").total == 2)
  }

  @Test(arguments: [
    (Duration.milliseconds(1500), Duration.seconds(2)), (.seconds(86_400), .seconds(43_195)),
    (.seconds(-3), .zero),
  ])
  func `W5: a back-off of fractions, or over 12 hours, is brought to what SQS takes`(
    asked: Duration, hidden: Duration
  ) async throws {
    let bench = try await Workbench()
    try await bench.broker.enqueue(key, 1)

    let report = try await Worker(bench.broker) {
      key.handle(retry: .constant(asked)) { _ in throw PaymentDeclined() }
    }.processOne()

    #expect(report?.outcome == .retried(after: hidden))
  }

  @Test(arguments: [true, false])
  func `W6: each task is settled when it has ended, not with the rest of its receive`(
    isJoint: Bool
  ) async throws {
    let bench = try await Workbench(isJoint: isJoint)
    let gate = Gate()
    let jobs = try await [bench.broker.enqueue(key, 1), bench.broker.enqueue(key, 2)]
    let worker = RunningWorker(
      Worker(bench.broker, concurrency: 2) {
        key.handle { number in if number == 2 { await gate.pass() } }
      })
    await gate.waitForArrivals(1)

    #expect(try await jobs[0].value(timeout: .seconds(1)) == NoValue())
    try await bench.pass(.milliseconds(50)) { $0.total == 1 }

    gate.open()
    try await bench.wait { $0.total == 0 }
    try await worker.stop()
  }

  @Test func `D1: a worker that died hides its messages for a minute, not for hours`() async throws
  {
    let bench = try await Workbench()
    try await bench.broker.enqueue(key, 1)
    bench.faults.add(.crash(after: .receive).times(1))

    await #expect(throws: TransportError.self) {
      try await Worker(bench.broker) { key.handle { _ in } }.drain()
    }
    #expect(try await bench.visible().isEmpty)
    bench.clock.advance(by: .seconds(60))

    #expect(try await bench.visible().count == 1)
  }

  @Test func `H5: a failed run waits for its back-off, not for the visibility timeout`()
    async throws
  {
    let bench = try await Workbench { $0.visibilityTimeout = .seconds(900) }
    let runs = Notes<Int>()
    let worker = Worker(bench.broker) {
      key.handle(retry: .constant(.seconds(3))) { (context: TaskContext, _: Int) in
        runs.add(context.attempt)
        if context.attempt == 1 { throw PaymentDeclined() }
      }
    }
    try await bench.broker.enqueue(key, 1)

    try await worker.drain()
    bench.clock.advance(by: .seconds(3))
    try await worker.drain()

    #expect(runs.all == [1, 2])
  }
}
