import Dovetail
import Synchronization
import Testing

@Suite("Worker: lanes of FIFO groups", .timeLimit(.minutes(1)))
struct LaneTests {
  private let key = TaskKey("step", as: ((Int) -> Void).self)
  private let queue = Result { try QueueName("orders.fifo") }

  private func bench() async throws -> Workbench {
    try await Workbench { $0.defaultQueue = "orders.fifo" }
  }

  @Test func `rule 6: a failed head is repeated in its lane, and followers are received once`()
    async throws
  {
    let bench = try await bench()
    let log = Mutex<[String]>([])
    let worker = RunningWorker(
      Worker(bench.broker) {
        key.handle(retry: .constant(.seconds(25))) { (context: TaskContext, number: Int) in
          log.withLock { $0.append("\(number).\(context.attempt) \(context.receiveCount)") }
          if number == 1, context.attempt < 3 { throw PaymentDeclined() }
        }
      })
    for outcome in await bench.broker.enqueueAll(key, [1, 2, 3]) { _ = try outcome.get() }

    for failures in 1...2 {
      await bench.waitForCalls(failures, of: .putBlob)
      await bench.clock.waitForCalls(atLeast: 3)  // The poll, the leases, the back-off.
      bench.clock.advance(by: .seconds(25))
    }
    try await bench.wait(for: "orders.fifo") { $0.total == 0 }
    try await worker.stop()

    #expect(bench.faults.tally(of: .changeVisibility).entries >= 3)  // Followers are held too.
    #expect(log.withLock { $0 } == ["1.1 1", "1.2 1", "1.3 1", "2.1 1", "3.1 1"])
  }

  @Test func `rule 6: beyond five minutes the lane is given back, the head with its back-off`()
    async throws
  {
    let bench = try await bench()
    let worker = RunningWorker(
      Worker(bench.broker) {
        key.handle(retry: .constant(.seconds(400))) { (context: TaskContext, number: Int) in
          if number == 1, context.attempt == 1 { throw PaymentDeclined() }
        }
      })
    for outcome in await bench.broker.enqueueAll(key, [1, 2]) { _ = try outcome.get() }
    await bench.waitForCalls(2, of: .changeVisibility)
    try await worker.stop()

    #expect(try await bench.visible(in: queue.get()).isEmpty)
    bench.clock.advance(by: .seconds(400))
    #expect(try await bench.visible(in: queue.get()).count == 2)
  }

  @Test
  func `rule 6: a lane in back-off is given back when the worker stops, and loses no attempt`()
    async throws
  {
    let bench = try await bench()
    let broken = key.handle(retry: .constant(.seconds(60))) { _ in throw PaymentDeclined() }
    let worker = RunningWorker(Worker(bench.broker) { broken })
    try await bench.broker.enqueue(key, 1)
    await bench.waitForCalls(1, of: .putBlob)

    try await worker.stop()

    #expect(try await bench.visible(in: queue.get()).isEmpty)
    bench.clock.advance(by: .seconds(60))
    #expect(try await Worker(bench.broker) { broken }.drain().map(\.attempt) == [2])
  }

  @Test func `rule 6: to lose one lease is to lose the lane; nothing more of it starts`()
    async throws
  {
    let bench = try await bench()
    let gate = Gate()
    let log = Mutex<[Int]>([])
    let worker = RunningWorker(
      Worker(bench.broker) {
        key.handle { number in
          log.withLock { $0.append(number) }
          await gate.pass()
        }
      })
    for outcome in await bench.broker.enqueueAll(key, [1, 2]) { _ = try outcome.get() }
    await gate.waitForArrivals(1)
    bench.faults.add(.loseLeases)
    bench.clock.advance(by: .seconds(30))
    await bench.waitForCalls(1, of: .changeVisibility)
    gate.open()
    try await worker.stop()

    #expect(log.withLock { $0 } == [1])
  }

  @Test func `rule 6: queues that we declare let SQS move a message only after many receives`()
    async throws
  {
    for (attempts, count) in [(3, 20), (5, 20), (8, 32), (1000, 1000)] {
      let bench = try await Workbench { $0.retry = .immediate(maxAttempts: attempts) }
      let attributes = try await bench.double.administration.attributes(of: Workbench.queue)
      #expect(attributes.redrivePolicy?.maxReceiveCount == count)
    }
  }
}
