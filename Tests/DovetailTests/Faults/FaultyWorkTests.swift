import Dovetail
import Testing

/// What faults do to a broker and its worker: nothing is lost.
@Suite("Faults under a worker", .timeLimit(.minutes(5)))
struct FaultyWorkTests {
  @Test func `a receive that waits gives up at a crash and takes no message`() async throws {
    let bench = try await Workbench()
    let task = bench.broker.task("task") { 1 }

    async let worker: Void = Worker(bench.broker) { task }.run()
    await bench.clock.waitForCalls(atLeast: 1)
    bench.faults.crash()
    try await worker
    _ = try await bench.double.queues.send(OutgoingMessage("later"), to: Workbench.queue)

    #expect(try await bench.visible().map(\.receiveCount) == [1])
  }

  @Test(arguments: [FaultRule.crash(before: .delete), .crash(after: .putBlob)])
  func `a task whose worker died after its result is not run again`(
    crash: FaultRule
  ) async throws {
    let bench = try await Workbench(isJoint: false)
    let gate = Gate()
    gate.open()
    let task = bench.broker.task("once") { await gate.pass() }
    try await task.enqueue()
    let worker = Worker(bench.broker) { task }
    bench.faults.add(crash.times(1))

    await #expect(throws: TransportError.self) { try await worker.drain() }
    bench.faults.restart()
    bench.clock.advance(by: .seconds(60))
    let reports = try await worker.drain()

    #expect(reports.map(\.outcome) == [.duplicate])
    #expect(gate.arrivals == 1)
  }

  @Test(arguments: [FaultRule.crash(before: .delete), .crash(after: .putBlob)])
  func
    `rule 10: where result and delete are one commit, a worker that died before it leaves neither`(
      crash: FaultRule
    ) async throws
  {
    let bench = try await Workbench()
    let gate = Gate()
    gate.open()
    let task = bench.broker.task("again") { await gate.pass() }
    let job = try await task.enqueue()
    bench.faults.add(crash.times(1))

    await #expect(throws: TransportError.self) { try await Worker(bench.broker) { task }.drain() }
    bench.faults.restart()
    await #expect(throws: TaskError.self) { try await job.value(timeout: .zero) }
    bench.clock.advance(by: .seconds(60))

    #expect(try await Worker(bench.broker) { task }.drain().map(\.outcome) == [.succeeded])
    #expect(gate.arrivals == 2)
  }

  @Test func `a task whose answer was lost with its worker has ended for good`() async throws {
    let bench = try await Workbench()
    let task = bench.broker.task("once") { 7 }
    let job = try await task.enqueue()
    bench.faults.add(.crash(after: .delete).times(1))

    await #expect(throws: TransportError.self) { try await Worker(bench.broker) { task }.drain() }
    bench.faults.restart()
    bench.clock.advance(by: .seconds(60))

    #expect(try await job.value(timeout: .zero) == 7)
    #expect(try await Worker(bench.broker) { task }.drain().isEmpty)
  }

  @Test func `a task whose worker died before its result is run again`() async throws {
    let bench = try await Workbench()
    let task = bench.broker.task("again") { (context: TaskContext) in context.attempt }
    let job = try await task.enqueue()
    let worker = Worker(bench.broker) { task }
    bench.faults.add(.crash(before: .putBlob).times(1))

    await #expect(throws: TransportError.self) { try await worker.drain() }
    bench.faults.restart()
    bench.clock.advance(by: .seconds(60))
    try await worker.drain()

    #expect(try await job.value(timeout: .zero) == 1)
  }

  @Test func `a task that is delivered twice runs once`() async throws {
    let bench = try await Workbench()
    let gate = Gate()
    gate.open()
    let task = bench.broker.task("once") { await gate.pass() }
    try await task.enqueue()
    bench.faults.add(.deliverTwice)

    let reports = try await Worker(bench.broker, concurrency: 1) { task }.drain()

    #expect(reports.map(\.outcome) == [.succeeded, .duplicate])
    #expect(gate.arrivals == 1)
  }

  @Test func `a corrupt body is dead-lettered, not lost`() async throws {
    let bench = try await Workbench()
    let task = bench.broker.task("task") {}
    try await task.enqueue()
    bench.faults.add(.corruptBodies)

    try await Worker(bench.broker) { task }.drain()

    #expect(try await bench.visible(in: Workbench.deadLetters).count == 1)
  }
}
