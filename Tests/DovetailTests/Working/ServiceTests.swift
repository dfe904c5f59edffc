import Dovetail
import Logging
import ServiceLifecycle
import Synchronization
import Testing

@Suite("Worker: as a service", .timeLimit(.minutes(1)))
struct ServiceTests {
  @Test func `a running worker takes a task as soon as it is sent`() async throws {
    let bench = try await Workbench()
    let add = bench.broker.task("add") { (a: Int, b: Int) in a + b }

    try await withThrowingTaskGroup { group in
      group.addTask { try await Worker(bench.broker) { add }.run() }
      await bench.clock.waitForCalls(atLeast: 1)  // The long poll is parked.
      let job = try await add.enqueue(2, 3)
      #expect(try await job.value(timeout: .seconds(60)) == 5)
      group.cancelAll()
    }
  }

  @Test func `a cancelled worker ends at once when nothing runs`() async throws {
    let bench = try await Workbench()
    let add = bench.broker.task("add") { (a: Int, b: Int) in a + b }

    let service = Task { try await Worker(bench.broker) { add }.run() }
    await bench.clock.waitForCalls(atLeast: 1)
    service.cancel()

    try await service.value
    try await add.enqueue(1, 1)
    #expect(try await bench.visible().count == 1)
  }

  @Test func `shutting down lets a running task end and keep its result`() async throws {
    let bench = try await Workbench()
    let gate = Gate()
    let slow = bench.broker.task("slow") { () -> Int in
      await gate.pass()
      return 9
    }
    let job = try await slow.enqueue()

    let service = Task { try await Worker(bench.broker) { slow }.run() }
    await gate.waitForArrivals(1)
    service.cancel()
    gate.open()
    try await service.value

    #expect(try await job.value(timeout: .zero) == 9)
  }

  @Test func `a task that outlasts the drain is cancelled and given back`() async throws {
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

  @Test func `no more tasks run at once than the concurrency allows`() async throws {
    let bench = try await Workbench()
    let running = Atomic(0)
    let most = Atomic(0)
    let task = bench.broker.task("busy") {
      let now = running.add(1, ordering: .relaxed).newValue
      most.max(now, ordering: .relaxed)
      await Task.yield()
      running.subtract(1, ordering: .relaxed)
    }
    for _ in 0..<50 { try await task.enqueue() }

    let service = Task { try await Worker(bench.broker, concurrency: 3) { task }.run() }
    await bench.waitForCalls(50, of: .putBlob)
    service.cancel()
    try await service.value

    #expect((1...3).contains(most.load(ordering: .relaxed)))
  }

  @Test func `a task may send tasks, and a drain runs them too`() async throws {
    let bench = try await Workbench()
    let child = bench.broker.task("child") { (number: Int) in number }
    let parent = bench.broker.task("parent") {
      for number in 0..<5 { try await child.enqueue(number) }
    }
    try await parent.enqueue()

    let reports = try await Worker(bench.broker) {
      parent
      child
    }.drain()

    #expect(reports.map(\.outcome) == Array(repeating: .succeeded, count: 6))
  }

  @Test func `two handlers of one name are refused`() async throws {
    let bench = try await Workbench()
    let first = bench.broker.task("same") {}
    let second = bench.broker.task("same") {}

    let error = await #expect(throws: TaskError.self) {
      try await Worker(bench.broker) {
        first
        second
      }.drain()
    }

    #expect(error?.description.contains("same") == true)
  }

  @Test func `broker and worker end together in a service group`() async throws {
    let bench = try await Workbench()
    let last = bench.broker.task("last") {}
    let group = ServiceGroup(
      services: [bench.broker, Worker(bench.broker) { last }],
      logger: Workbench.silence)

    let service = Task { try await group.run() }
    await bench.clock.waitForCalls(atLeast: 1)
    await group.triggerGracefulShutdown()

    try await service.value
  }
}

@Suite("Worker: its end", .timeLimit(.minutes(1)))
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
    for outcome in await bench.broker.enqueueAll(key, [1, 2, 3]) { _ = try outcome.get() }
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
}
