import Dovetail
import Testing

@Suite("Worker: health", .timeLimit(.minutes(5)))
struct HealthTests {
  /// Runs a worker while `body` looks at it.
  private func whileRunning(
    _ worker: Worker, _ body: () async throws -> Void
  ) async throws {
    let service = Task { try await worker.run() }
    do {
      try await body()
    } catch {
      service.cancel()
      throw error
    }
    service.cancel()
    try await service.value
  }

  @Test func `a worker that was not started is alive, and not ready`() async throws {
    let bench = try await Workbench()
    let worker = Worker(bench.broker) { bench.broker.task("task") {} }

    #expect(worker.health.state == .idle)
    #expect(worker.health.isAlive)
    #expect(!worker.health.isReady)
  }

  @Test func `a worker that polls is alive and ready, before anything has come`() async throws {
    let bench = try await Workbench()
    let worker = Worker(bench.broker) { bench.broker.task("task") {} }

    try await whileRunning(worker) {
      await bench.clock.waitForCalls(atLeast: 1)
      let health = worker.health
      #expect(health.state == .running)
      #expect(health.isAlive)
      #expect(health.isReady)
      #expect(health.queues.map(\.name) == ["default"])
      #expect(health.queues.first?.lastReceive == nil)
    }

    #expect(worker.health.state == .ended)
    #expect(!worker.health.isReady)
  }

  @Test func `the last answered receive of a queue is told`() async throws {
    let bench = try await Workbench()
    let worker = Worker(bench.broker) { bench.broker.task("task") {} }

    try await whileRunning(worker) {
      await bench.clock.waitForCalls(atLeast: 1)
      bench.clock.advance(by: .seconds(20))
      await bench.waitForCalls(1, of: .receive)
      await bench.clock.waitForCalls(atLeast: 1)
      #expect(worker.health.queues.first?.lastReceive == bench.clock.now)
    }
  }

  @Test func `a worker whose receives fail is alive, but not ready until one is answered`()
    async throws
  {
    let bench = try await Workbench()
    bench.faults.add(.unreachable(.receive).times(1))
    let worker = Worker(bench.broker) { bench.broker.task("task") {} }

    try await whileRunning(worker) {
      await bench.clock.waitForCalls(atLeast: 1)
      #expect(worker.health.queues.map(\.failures) == [1])
      #expect(worker.health.isAlive)
      #expect(!worker.health.isReady)

      bench.clock.advance(by: .seconds(30))
      await bench.clock.waitForCalls(atLeast: 1)
      bench.clock.advance(by: .seconds(20))
      await bench.waitForCalls(2, of: .receive)
      await bench.clock.waitForCalls(atLeast: 1)
      #expect(worker.health.isReady)
    }
  }

  @Test func `a worker whose receive hangs is not alive`() async throws {
    let bench = try await Workbench()
    bench.faults.add(.delayAnswer(by: .seconds(86_400), .receive))
    let task = bench.broker.task("task") {}
    try await task.enqueue()
    let worker = Worker(bench.broker) { task }

    try await whileRunning(worker) {
      await bench.clock.waitForCalls(atLeast: 1)
      bench.clock.advance(by: .seconds(80))
      #expect(worker.health.isAlive)
      bench.clock.advance(by: .seconds(1))
      #expect(worker.health.queues.map(\.isHanging) == [true])
      #expect(!worker.health.isAlive)
    }
  }

  @Test func `a body that ignores its time-out is stuck, and ends the life of a worker of one`()
    async throws
  {
    let bench = try await Workbench()
    let gate = Gate()
    let deaf = bench.broker.task("deaf", timeout: .seconds(5)) { await gate.pass() }
    try await deaf.enqueue()
    let worker = Worker(bench.broker, concurrency: 1) { deaf }

    try await whileRunning(worker) {
      await gate.waitForArrivals(1)
      await bench.clock.waitForCalls(atLeast: 2)  // The lease, the time-out.
      #expect(worker.health.running == 1)
      bench.clock.advance(by: .seconds(14))
      #expect(worker.health.stuck == 0)
      #expect(worker.health.isAlive)

      bench.clock.advance(by: .seconds(1))
      #expect(worker.health.stuck == 1)
      #expect(!worker.health.isAlive)
      gate.open()
    }
  }

  @Test func `a worker that lets its tasks end is not ready`() async throws {
    let bench = try await Workbench()
    let gate = Gate()
    let slow = bench.broker.task("slow") { await gate.pass() }
    try await slow.enqueue()
    let worker = Worker(bench.broker) { slow }

    let service = Task { try await worker.run() }
    await gate.waitForArrivals(1)
    service.cancel()
    while worker.health.state == .running { await Task.yield() }

    #expect(worker.health.state == .stopping)
    #expect(worker.health.isAlive)
    #expect(!worker.health.isReady)
    gate.open()
    try await service.value
  }

  @Test func `a paused queue is told`() async throws {
    let bench = try await Workbench()
    let worker = Worker(bench.broker) { bench.broker.task("task") {} }
    worker.pause(queue: "default")

    try await whileRunning(worker) {
      while worker.health.state == .idle { await Task.yield() }
      #expect(worker.health.queues.map(\.isPaused) == [true])
    }
  }
}
