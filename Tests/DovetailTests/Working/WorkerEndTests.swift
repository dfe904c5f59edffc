import Dovetail
import ServiceLifecycle
import Testing

@Suite("Worker: its end", .timeLimit(.minutes(5)))
struct WorkerEndTests {
  private let key = TaskKey("step", as: ((Int) -> Void).self)

  @Test func `rule 12: a parked poll of the double ends at once`() async throws {
    let bench = try await Workbench()
    let worker = RunningWorker(Worker(bench.broker) { key.handle { _ in } })
    await bench.clock.waitForCalls(atLeast: 1)

    try await worker.stop()

    #expect(bench.clock.now == ManualClock().now)
  }

  @Test
  func `rule 12: a poll over a network comes to its own end, and what it brings is given back`()
    async throws
  {
    let bench = try await Workbench()
    var services = bench.services
    services.cancelsPollsWithoutLoss = false
    let broker = try await Broker(services)
    let worker = RunningWorker(Worker(broker) { key.handle { _ in } })
    await bench.clock.waitForCalls(atLeast: 1)

    worker.signal()
    await bench.clock.waitForCalls(atLeast: 4)  // The poll, its last moment, the drain's two ends.
    try await broker.enqueue(key, 1)
    try await worker.end()

    #expect(try await bench.visible().count == 1)
  }

  @Test func `rule 12: what waits for a permit at the end is given back unrun`() async throws {
    let bench = try await Workbench()
    let gate = Gate()
    let slow = TaskKey("slow", as: (() -> Void).self)
    let worker = RunningWorker(
      Worker(bench.broker, concurrency: 4) {
        key.handle { _ in await gate.pass() }.concurrency(1)
        slow.handle {}
      })
    try await bench.enqueue(key, [1, 2, 3])
    await gate.waitForArrivals(1)
    try await bench.wait { $0.inFlight == 3 }

    worker.signal()
    try await bench.wait { $0.available == 2 }
    gate.open()
    try await worker.end()

    #expect(gate.arrivals == 1)
    #expect(try await bench.broker.counts(of: "default").available == 2)
  }

  @Test func `rule 12: what a library makes of a cancellation is no failure of the task`()
    async throws
  {
    let bench = try await Workbench()
    let gate = Gate()
    let task = bench.broker.task("task", retry: .never) { (context: TaskContext) in
      gate.open()
      await gate.pass()
      do {
        try await context.clock.sleep(for: .seconds(3600))
      } catch {
        throw PaymentDeclined()
      }
    }
    try await task.enqueue()
    let worker = RunningWorker(Worker(bench.broker, drainTimeout: .seconds(8)) { task })
    await gate.waitForArrivals(1)
    await bench.clock.waitForCalls(atLeast: 2)

    worker.signal()
    await bench.clock.waitForCalls(atLeast: 4)
    bench.clock.advance(by: .seconds(6))
    try await worker.end()

    #expect(try await bench.visible().count == 1)
    #expect(try await bench.visible(in: Workbench.deadLetters).isEmpty)
  }

  @Test func `a drain whose receive fails still finishes what runs`() async throws {
    let bench = try await Workbench { $0.queues = ["other"] }
    let job = try await bench.broker.enqueue(key, 1)
    bench.faults.add(.fail(.accessDenied, .receive).on(try QueueName("other")))

    await #expect(throws: TransportError.self) {
      try await Worker(bench.broker) { key.handle { _ in } }.drain()
    }

    #expect(try await job.value(timeout: .zero) == NoValue())
    #expect(try await bench.broker.counts(of: "default").total == 0)
  }

  @Test func `rule 12: a task that outlasts the drain is cancelled and given back`() async throws {
    let bench = try await Workbench()
    let gate = Gate()
    gate.open()
    let slow = bench.broker.task("slow") { (context: TaskContext) in
      await gate.pass()
      try await context.clock.sleep(for: .seconds(86_400))
    }
    try await slow.enqueue()

    let service = Task {
      try await Worker(bench.broker, drainTimeout: .seconds(25)) { slow }.run()
    }
    await gate.waitForArrivals(1)
    service.cancel()
    // The lease, the body's sleep, the drain's two ends.
    await bench.clock.waitForCalls(atLeast: 4)
    bench.clock.advance(by: .seconds(22))  // Three seconds are left to give it back.
    try await service.value

    #expect(try await bench.visible().count == 1)
  }

  @Test func `rule 12: a body that ignores its cancellation does not hold up the end`() async throws
  {
    let bench = try await Workbench()
    let gate = Gate()
    let stuck = bench.broker.task("stuck") { await gate.pass() }
    try await stuck.enqueue()

    let service = Task {
      try await Worker(bench.broker, drainTimeout: .seconds(25)) { stuck }.run()
    }
    await gate.waitForArrivals(1)
    service.cancel()
    await bench.clock.waitForCalls(atLeast: 3)  // The lease, the drain's two ends.
    bench.clock.advance(by: .seconds(22))
    bench.clock.advance(by: .seconds(3))
    try await service.value

    #expect(try await bench.visible().isEmpty)  // Its hold runs out by itself.
    bench.clock.advance(by: .seconds(60))
    #expect(try await bench.visible().count == 1)
    gate.open()
  }

  @Test func `rule 12: a poll over a network is given up three seconds before the drain ends`()
    async throws
  {
    let bench = try await Workbench()
    var services = bench.services
    services.cancelsPollsWithoutLoss = false
    let broker = try await Broker(services)
    let worker = RunningWorker(
      Worker(broker, drainTimeout: .seconds(10)) { key.handle { _ in } })
    await bench.clock.waitForCalls(atLeast: 1)

    worker.signal()
    await bench.clock.waitForCalls(atLeast: 4)  // The poll, its last moment, the drain's two ends.
    bench.clock.advance(by: .seconds(7))
    try await worker.end()

    #expect(bench.clock.now == ManualClock().now.advanced(by: .seconds(7)))
  }

  @Test func `rule 12: a fast end gives up a poll over a network at once`() async throws {
    let bench = try await Workbench()
    var services = bench.services
    services.cancelsPollsWithoutLoss = false
    var worker = Worker(try await Broker(services)) { key.handle { _ in } }
    worker.pollEnding = .fast
    let running = RunningWorker(worker)
    await bench.clock.waitForCalls(atLeast: 1)

    try await running.stop()

    #expect(bench.clock.now == ManualClock().now)
  }

  @Test func `rule 12: what runs at the signal ends under its lease, and keeps its result`()
    async throws
  {
    let bench = try await Workbench()
    let gate = Gate()
    let job = try await bench.broker.enqueue(key, 1)
    let worker = RunningWorker(
      Worker(bench.broker, drainTimeout: .seconds(300)) { key.handle { _ in await gate.pass() } })
    await gate.waitForArrivals(1)

    worker.signal()
    for renewals in 1...3 {
      await bench.clock.waitForCalls(atLeast: 3)  // The lease, the drain's two ends.
      bench.clock.advance(by: .seconds(30))
      await bench.waitForCalls(renewals, of: .changeVisibility)
    }
    gate.open()
    try await worker.end()

    #expect(try await job.value(timeout: .zero) == NoValue())
    #expect(try await bench.broker.counts(of: "default").total == 0)
  }

  @Test func `rule 12: results, deletes and what tasks have left to be sent are out at the end`()
    async throws
  {
    let bench = try await Workbench()
    let gate = Gate()
    let child = TaskKey("child", as: (() -> Void).self)
    let job = try await bench.broker.enqueue(key, 1)
    let worker = RunningWorker(
      Worker(bench.broker) {
        key.handle { _ in
          await gate.pass()
          try await bench.broker.enqueueLater(child)
        }
      })
    await gate.waitForArrivals(1)

    worker.signal()
    gate.open()
    try await worker.end()

    #expect(try await job.value(timeout: .zero) == NoValue())
    #expect(try await bench.visible().count == 1)  // The child, which is sent, and not its parent.
    #expect(try await bench.broker.counts(of: "default").total == 1)
  }

  @Test func `rule 12: a flush that hangs does not hold up the end`() async throws {
    let bench = try await Workbench()
    try await bench.broker.enqueueLater(key, 1)
    bench.faults.add(.delayAnswer(by: .seconds(86_400), .send))
    let worker = RunningWorker(Worker(bench.broker) { key.handle { _ in } })
    await bench.waitForCalls(0, of: .send)
    await bench.clock.waitForCalls(atLeast: 2)  // The poll, the buffer.

    worker.signal()
    await bench.clock.waitForCalls(atLeast: 3)  // The send, the drain's two ends.
    bench.clock.advance(by: .seconds(25))

    try await worker.end()
  }

  @Test func `rule 12: a second signal changes nothing`() async throws {
    let bench = try await Workbench()
    let gate = Gate()
    let job = try await bench.broker.enqueue(key, 1)
    let group = ServiceGroup(
      services: [Worker(bench.broker) { key.handle { _ in await gate.pass() } }],
      logger: Workbench.silence)
    let service = Task { try await group.run() }
    await gate.waitForArrivals(1)

    await group.triggerGracefulShutdown()
    await group.triggerGracefulShutdown()
    service.cancel()
    gate.open()
    try? await service.value  // The group tells that it was cancelled.

    #expect(try await job.value(timeout: .zero) == NoValue())
    #expect(try await bench.broker.counts(of: "default").total == 0)
  }
}
