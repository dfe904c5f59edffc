import Dovetail
import Synchronization
import Testing

@Suite("Worker: permits and polls", .timeLimit(.minutes(1)))
struct PermitTests {
  private let key = TaskKey("step", as: ((Int) -> Void).self)

  @Test func `rule 1: no more is received than there are free permits`() async throws {
    let bench = try await Workbench()
    let gate = Gate()
    for outcome in await bench.broker.enqueueAll(key, Array(0..<20)) { _ = try outcome.get() }

    let worker = RunningWorker(
      Worker(bench.broker, concurrency: 3) { key.handle { _ in await gate.pass() } })
    await gate.waitForArrivals(3)

    #expect(try await bench.broker.counts(of: "default").inFlight == 3)
    gate.open()
    try await bench.wait { $0.total == 0 }
    try await worker.stop()
  }

  @Test func `rule 1: a few free permits wait for more for 20 ms, so that batches stay full`()
    async throws
  {
    let bench = try await Workbench()
    let gate = Gate()
    for outcome in await bench.broker.enqueueAll(key, Array(0..<6)) { _ = try outcome.get() }
    let worker = RunningWorker(
      Worker(bench.broker, concurrency: 8) { key.handle { _ in await gate.pass() } })
    await gate.waitForArrivals(6)
    await bench.clock.waitForCall(by: bench.clock.now.advanced(by: .milliseconds(20)))

    for outcome in await bench.broker.enqueueAll(key, [6, 7]) { _ = try outcome.get() }
    #expect(try await bench.broker.counts(of: "default").available == 2)
    bench.clock.advance(by: .milliseconds(20))
    await gate.waitForArrivals(8)

    gate.open()
    try await worker.stop()
  }

  @Test func `rule 1: a group in back-off holds no permit`() async throws {
    let bench = try await Workbench { $0.queues = ["orders.fifo"] }
    let gate = Gate()
    let worker = RunningWorker(
      Worker(bench.broker, queues: ["orders.fifo"], concurrency: 1) {
        key.handle(retry: .constant(.seconds(25))) { (context: TaskContext, number: Int) in
          if number == 1, context.attempt == 1 { throw PaymentDeclined() }
          await gate.pass()
        }
      })
    try await bench.broker.enqueue(key, 1, options: .queue("orders.fifo").group("a"))
    await bench.waitForCalls(1, of: .putBlob)
    await bench.clock.waitForCalls(atLeast: 3)  // The poll, the lease, the back-off.
    try await bench.broker.enqueue(key, 2, options: .queue("orders.fifo").group("b"))

    await gate.waitForArrivals(1)
    gate.open()
    try await bench.wait(for: "orders.fifo") { $0.total == 1 }
    bench.clock.advance(by: .seconds(25))
    try await bench.wait(for: "orders.fifo") { $0.total == 0 }
    try await worker.stop()
  }

  @Test func `rule 2: an idle worker asks each queue once in 20 s`() async throws {
    let bench = try await Workbench { $0.queues = ["other"] }
    let worker = RunningWorker(Worker(bench.broker) { key.handle { _ in } })
    for _ in 0..<5 {
      await bench.clock.waitForCalls(atLeast: 1)
      bench.clock.advance(by: .seconds(20))
    }
    await bench.waitForCalls(5, of: .receive)

    #expect(bench.faults.tally(of: .receive).calls <= 10)
    try await worker.stop()
  }

  @Test func `rule 2: a quiet queue does not slow a busy one, and dead letters are not polled`()
    async throws
  {
    let bench = try await Workbench { $0.queues = ["quiet"] }
    _ = try await bench.double.queues.send(OutgoingMessage("letter"), to: Workbench.deadLetters)
    for outcome in await bench.broker.enqueueAll(key, Array(0..<50)) { _ = try outcome.get() }

    let worker = RunningWorker(Worker(bench.broker) { key.handle { _ in } })
    try await bench.wait { $0.total == 0 }  // No time has passed: the other poll is still parked.
    try await worker.stop()

    #expect(try await bench.visible(in: Workbench.deadLetters).count == 1)
  }

  @Test func `rule 2: any handler runs from any queue`() async throws {
    let bench = try await Workbench { $0.queues = ["other"] }
    try await bench.broker.enqueue(key, 1, options: .queue("other"))
    try await bench.broker.enqueue(key, 2)

    let reports = try await Worker(bench.broker) { key.handle { _ in } }.drain()

    #expect(reports.map(\.outcome) == [.succeeded, .succeeded])
  }
}
