import Dovetail
import Metrics
import MetricsTestKit
import Testing

@Suite("Worker: metrics", .timeLimit(.minutes(5)))
struct RunMetricsTests {
  private let metrics = TestMetrics()
  private let key = TaskKey("step", as: ((Int) -> Void).self)
  private let queue = [("queue", "default")]
  private let task = [("queue", "default"), ("task", "step")]

  private func bench() async throws -> Workbench { try await Workbench { $0.metrics = metrics } }

  private func seconds(_ label: String, _ dimensions: [(String, String)]) throws -> [Int64] {
    try metrics.expectTimer(label, dimensions).values.map { $0 / 1_000_000_000 }
  }

  @Test func `a run is timed, and how long its task was in the queue, once`() async throws {
    let bench = try await bench()
    try await bench.broker.enqueue(key, 1)
    bench.clock.advance(by: .seconds(40))
    let worker = Worker(bench.broker) {
      key.handle(retry: .constant(.seconds(5))) { (context: TaskContext, _: Int) in
        if context.attempt == 1 { throw PaymentDeclined() }
      }
    }

    try await worker.drain()
    bench.clock.advance(by: .seconds(5))
    try await worker.drain()

    #expect(try seconds("dovetail.run.wait", task) == [40])
    #expect(try metrics.expectTimer("dovetail.run.duration", task).values.count == 2)
    #expect(try metrics.expectCounter("dovetail.run.succeeded", task).totalValue == 1)
    #expect(try metrics.expectCounter("dovetail.run.retried", task).totalValue == 1)
    #expect(try metrics.expectCounter("dovetail.run.deadlettered", task).totalValue == 0)
  }

  @Test func `the age of what is received is told at every receive`() async throws {
    let bench = try await bench()
    try await bench.broker.enqueue(key, 1)
    bench.clock.advance(by: .seconds(40))
    let worker = Worker(bench.broker) {
      key.handle(retry: .constant(.seconds(5), maxAttempts: 2)) { _ in throw PaymentDeclined() }
    }

    try await worker.drain()
    bench.clock.advance(by: .seconds(5))
    try await worker.drain()

    #expect(try seconds("dovetail.run.age", queue) == [40, 45])
  }

  @Test func `what is held and what runs are levels that come back to zero`() async throws {
    let bench = try await bench()
    let gate = Gate()
    try await bench.enqueue(key, [1, 2, 3])
    let worker = RunningWorker(
      Worker(bench.broker, concurrency: 4) { key.handle { _ in await gate.pass() }.concurrency(1) })
    await gate.waitForArrivals(1)
    try await bench.wait { $0.inFlight == 3 }

    #expect(try metrics.expectMeter("dovetail.run.held", queue).lastValue == 3)
    #expect(try metrics.expectMeter("dovetail.run.running", queue).lastValue == 1)
    gate.open()
    try await bench.wait { $0.total == 0 }
    try await worker.stop()
    #expect(try metrics.expectMeter("dovetail.run.held", queue).lastValue == 0)
    #expect(try metrics.expectMeter("dovetail.run.running", queue).lastValue == 0)
  }

  @Test func `a lost lease is counted, whatever becomes of its run`() async throws {
    let bench = try await bench()
    let gate = Gate()
    try await bench.broker.enqueue(key, 1)
    bench.faults.add(.loseLeases)

    async let reports = Worker(bench.broker) { key.handle { _ in await gate.pass() } }.drain()
    await gate.waitForArrivals(1)
    bench.clock.advance(by: .seconds(30))
    await bench.waitForCalls(1, of: .changeVisibility)
    while metrics.counters(label: "dovetail.run.leases.lost").isEmpty { await Task.yield() }
    gate.open()

    #expect(try await reports.map(\.outcome) == [.succeeded])
    #expect(try metrics.expectCounter("dovetail.run.leases.lost", queue).totalValue == 1)
  }

  @Test func `rule 11: a body that ignores its cancellation is reported as stuck until it returns`()
    async throws
  {
    let bench = try await bench()
    let gate = Gate()
    try await bench.broker.enqueue(key, 1)
    let worker = Worker(bench.broker) {
      key.handle(retry: .never, timeout: .seconds(5)) { _ in await gate.pass() }
    }
    let running = RunningWorker(worker)
    await gate.waitForArrivals(1)
    await bench.clock.waitForCalls(atLeast: 2)  // The lease, the time-out.

    bench.clock.advance(by: .seconds(15))
    #expect(worker.health.stuck == 1)
    #expect(try metrics.expectMeter("dovetail.run.stuck", queue).lastValue == 1)
    gate.open()
    try await bench.wait { $0.total == 0 }
    try await running.stop()

    #expect(worker.health.stuck == 0)
    #expect(try metrics.expectMeter("dovetail.run.stuck", queue).lastValue == 0)
  }

  @Test func `names without a handler make no metrics of their own`() async throws {
    let bench = try await bench()
    for number in 0..<3 {
      try await bench.broker.enqueue(TaskKey("name.\(number)", as: (() -> Void).self))
    }

    try await Worker(bench.broker) { key.handle { _ in } }.drain()

    let counters = metrics.counters(label: "dovetail.run.postponed")
    #expect(counters.count == 1)
    #expect(counters.first?.totalValue == 3)
  }
}
