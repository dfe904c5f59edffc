import Dovetail
import Synchronization
import Testing

@Suite("Worker: permits and polls", .timeLimit(.minutes(5)))
struct PermitTests {
  private let key = TaskKey("step", as: ((Int) -> Void).self)

  @Test func `rule 1: no more is received than there are free permits`() async throws {
    let bench = try await Workbench()
    let gate = Gate()
    try await bench.enqueue(key, 0..<20)

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
    try await bench.enqueue(key, 0..<6)
    let worker = RunningWorker(
      Worker(bench.broker, concurrency: 8) { key.handle { _ in await gate.pass() } })
    await gate.waitForArrivals(6)
    await bench.clock.waitForCall(by: bench.clock.now.advanced(by: .milliseconds(20)))

    try await bench.enqueue(key, [6, 7])
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

  @Test func `rule 1: a receive asks for ten at most`() async throws {
    let bench = try await Workbench()
    let gate = Gate()
    try await bench.enqueue(key, 0..<25)

    let worker = RunningWorker(
      Worker(bench.broker, concurrency: 40) { key.handle { _ in await gate.pass() } })
    await gate.waitForArrivals(25)

    let tally = bench.faults.tally(of: .receive)
    #expect(tally.entries == 25)
    #expect(tally.calls >= 3)
    gate.open()
    try await bench.wait { $0.total == 0 }
    try await worker.stop()
  }

  @Test func `rule 1: a parked poll reserves no permit`() async throws {
    let bench = try await Workbench { $0.queues = ["quiet"] }
    let (broker, heard) = try await bench.overheard { $0.queues = ["quiet"] }
    let worker = RunningWorker(Worker(broker, concurrency: 1) { key.handle { _ in } })
    await heard.waitForReceives(2)  // Both queues' polls, and one permit.

    try await bench.broker.enqueue(key, 1)

    try await bench.wait { $0.total == 0 }
    try await worker.stop()
  }

  @Test
  func `rule 1: what comes beyond the free permits waits leased, and its queue is not polled`()
    async throws
  {
    let bench = try await Workbench { $0.queues = ["other"] }
    let (broker, heard) = try await bench.overheard { $0.queues = ["other"] }
    let gate = Gate()
    let worker = RunningWorker(
      Worker(broker, concurrency: 1) { key.handle { _ in await gate.pass() } })
    await heard.waitForReceives(2)
    try await bench.broker.enqueue(key, 1)
    await gate.waitForArrivals(1)

    for number in [2, 3] { try await bench.broker.enqueue(key, number, options: .queue("other")) }
    try await bench.wait(for: "other") { $0.inFlight == 1 }
    bench.clock.advance(by: .seconds(30))
    await bench.waitForCalls(2, of: .changeVisibility)  // The one that waits is held too.
    #expect(try await bench.broker.counts(of: "other").available == 1)
    #expect(gate.arrivals == 1)

    gate.open()
    try await bench.wait(for: "other") { $0.total == 0 }
    try await worker.stop()
  }

  @Test func `rule 1: a group takes one permit while its head runs`() async throws {
    let bench = try await Workbench { $0.queues = ["orders.fifo"] }
    let (head, others) = (Gate(), Gate())
    let other = TaskKey("other", as: (() -> Void).self)
    try await bench.enqueue(key, [1, 2, 3], options: .queue("orders.fifo").group("a"))
    let worker = RunningWorker(
      Worker(bench.broker, concurrency: 3) {
        key.handle { _ in await head.pass() }
        other.handle { await others.pass() }
      })
    await head.waitForArrivals(1)
    #expect(try await bench.broker.counts(of: "orders.fifo").inFlight == 3)

    for _ in 0..<3 { try await bench.broker.enqueue(other) }
    await others.waitForArrivals(2)

    #expect(head.arrivals == 1)
    #expect(others.arrivals == 2)
    head.open()
    others.open()
    try await bench.wait(for: "orders.fifo") { $0.total == 0 }
    try await worker.stop()
  }

  @Test func `rule 1: no receive begins while ten messages are leased for each permit`()
    async throws
  {
    let bench = try await Workbench { $0.defaultQueue = "orders.fifo" }
    let broken = key.handle(retry: .constant(.seconds(250))) { _ in throw PaymentDeclined() }
    for number in 0..<12 {
      try await bench.broker.enqueue(key, number, options: .group("\(number)"))
    }

    let worker = RunningWorker(Worker(bench.broker, concurrency: 1) { broken })
    await bench.waitForCalls(10, of: .putBlob)  // Each head has failed, and waits in its lane.
    for _ in 0..<100 { await Task.yield() }

    #expect(try await bench.broker.counts(of: "orders.fifo").inFlight == 10)
    #expect(try await bench.broker.counts(of: "orders.fifo").available == 2)
    try await worker.stop()
  }
}
