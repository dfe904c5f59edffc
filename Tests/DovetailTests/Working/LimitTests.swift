import Dovetail
import Synchronization
import Testing

@Suite("Worker: limits, pauses and policies of tasks", .timeLimit(.minutes(5)))
struct LimitTests {
  private let key = TaskKey("step", as: ((Int) -> Void).self)

  @Test func `rule 11: a task's own concurrency holds its messages back, not those of others`()
    async throws
  {
    let bench = try await Workbench()
    let (gate, peak) = (Gate(), Peak())
    let other = bench.broker.task("other") { 7 }
    try await bench.enqueue(key, 0..<4)
    let worker = RunningWorker(
      Worker(bench.broker, concurrency: 8) {
        key.handle { _ in await peak.during { await gate.pass() } }.concurrency(2)
        other
      })
    await gate.waitForArrivals(2)

    #expect(try await other.enqueue().value(timeout: .seconds(1)) == 7)
    #expect(peak.highest == 2)
    #expect(bench.faults.tally(of: .changeVisibility).calls == 0)
    gate.open()
    try await bench.wait { $0.total == 0 }
    #expect(peak.highest == 2)
    try await worker.stop()
  }

  @Test func `rule 11: a rate limit spreads the runs over time`() async throws {
    let bench = try await Workbench()
    let runs = Atomic(0)
    try await bench.enqueue(key, 0..<5)
    let worker = RunningWorker(
      Worker(bench.broker, concurrency: 8) {
        key.handle { _ in runs.add(1, ordering: .relaxed) }.rate(2, per: .seconds(10))
      })
    try await bench.wait { $0.total == 3 }
    #expect(runs.load(ordering: .relaxed) == 2)

    for left in [1, 0] {
      await bench.clock.waitForCall(by: bench.clock.now.advanced(by: .seconds(10)))
      bench.clock.advance(by: .seconds(10))
      try await bench.wait { $0.total == left }
    }

    #expect(runs.load(ordering: .relaxed) == 5)
    try await worker.stop()
  }

  @Test func `rule 11: what waits for its limit is held, and never given back`() async throws {
    let bench = try await Workbench()
    let receives = Notes<Int>()
    try await bench.enqueue(key, [1, 2])
    let worker = RunningWorker(
      Worker(bench.broker, concurrency: 8) {
        key.handle { (context: TaskContext, _: Int) in receives.add(context.receiveCount) }
          .rate(1, per: .seconds(100))
      })
    try await bench.wait { $0.total == 1 }

    for renewals in 1...3 {
      await bench.clock.waitForCalls(atLeast: 3)  // The poll, the lease, the rate.
      bench.clock.advance(by: .seconds(30))
      await bench.waitForCalls(renewals, of: .changeVisibility)
      #expect(try await bench.broker.counts(of: "default").inFlight == 1)
    }
    bench.clock.advance(by: .seconds(10))
    try await bench.wait { $0.total == 0 }

    #expect(receives.all == [1, 1])
    try await worker.stop()
  }

  @Test(arguments: [Duration.seconds(3600), .seconds(-3600)])
  func `rule 11: a step of the system's time neither holds up a rate nor hurries it`(
    step: Duration
  ) async throws {
    let bench = try await Workbench()
    let stepped = SteppedClock(bench.clock)
    let broker = try await bench.broker(on: stepped)
    try await bench.enqueue(key, [1, 2])
    let worker = RunningWorker(
      Worker(broker, concurrency: 8) { key.handle { _ in }.rate(1, per: .seconds(10)) })
    try await bench.wait { $0.total == 1 }
    await bench.clock.waitForCall(by: bench.clock.now.advanced(by: .seconds(10)))

    stepped.step(by: step)
    bench.clock.advance(by: .seconds(9))
    #expect(try await bench.broker.counts(of: "default").total == 1)
    bench.clock.advance(by: .seconds(1))

    try await bench.wait { $0.total == 0 }
    try await worker.stop()
  }

  @Test func `rule 11: a body that ignores its time-out keeps its permit until it returns`()
    async throws
  {
    let bench = try await Workbench()
    let gate = Gate()
    try await bench.enqueue(key, [1, 2])
    let worker = RunningWorker(
      Worker(bench.broker, concurrency: 1) {
        key.handle(retry: .never, timeout: .seconds(10)) { _ in await gate.pass() }
      })
    await gate.waitForArrivals(1)

    bench.clock.advance(by: .seconds(11))
    #expect(try await bench.broker.counts(of: "default").available == 1)
    #expect(gate.arrivals == 1)
    gate.open()
    try await bench.wait { $0.total == 0 }
    try await worker.stop()
  }

  @Test func `a paused task is held, and runs when it is resumed`() async throws {
    let bench = try await Workbench()
    let worker = Worker(bench.broker) { key.handle { _ in } }
    worker.pause(task: "step")
    let running = RunningWorker(worker)
    try await bench.broker.enqueue(key, 1)
    try await bench.wait { $0.inFlight == 1 }

    #expect(worker.isPaused(task: "step"))
    worker.resume(task: "step")
    try await bench.wait { $0.total == 0 }
    try await running.stop()
  }

  @Test func `a paused queue is not received from until it is resumed`() async throws {
    let bench = try await Workbench()
    let worker = Worker(bench.broker) { key.handle { _ in } }
    worker.pause(queue: "default")
    let running = RunningWorker(worker)
    try await bench.broker.enqueue(key, 1)
    for _ in 0..<100 { await Task.yield() }
    #expect(bench.faults.tally(of: .receive).calls == 0)

    worker.resume(queue: "default")
    try await bench.wait { $0.total == 0 }
    try await running.stop()
  }

  @Test func `a worker with paused queues and tasks stops all the same`() async throws {
    let bench = try await Workbench { $0.queues = ["other"] }
    let worker = Worker(bench.broker) { key.handle { _ in } }
    worker.pause(queue: "other")
    worker.pause(task: "step")
    let running = RunningWorker(worker)
    try await bench.broker.enqueue(key, 1)
    try await bench.wait { $0.inFlight == 1 }

    try await running.stop()

    #expect(try await bench.visible().count == 1)
  }

  @Test func `a task may say itself when to be run again`() async throws {
    let bench = try await Workbench()
    let task = bench.broker.task("task") { (context: TaskContext) in
      guard context.attempt > 1 else { throw RetryLater(.seconds(77)) }
      return context.attempt
    }
    let job = try await task.enqueue()

    let reports = try await Worker(bench.broker) { task }.drain()
    #expect(reports.map(\.outcome) == [.retried(after: .seconds(77))])
    bench.clock.advance(by: .seconds(77))
    try await Worker(bench.broker) { task }.drain()

    #expect(try await job.value(timeout: .zero) == 2)
  }

  @Test func `a task that asks to be run again is still limited in its attempts`() async throws {
    let bench = try await Workbench()
    let task = bench.broker.task("task", retry: .immediate(maxAttempts: 2)) {
      throw RetryLater(.zero, because: PaymentDeclined())
    }
    let job = try await task.enqueue()

    #expect(try await Worker(bench.broker) { task }.drain().count == 2)
    let failure = await #expect(throws: TaskFailure.self) { try await job.value(timeout: .zero) }
    #expect(failure?.type == "PaymentDeclined")
  }

  @Test func `a policy of one's own is told the attempt and the error`() async throws {
    let bench = try await Workbench()
    let policy = RetryPolicy.custom(maxAttempts: 10) { attempt, error in
      error is PaymentDeclined && attempt < 3 ? .seconds(attempt) : nil
    }
    let task = bench.broker.task("task", retry: policy) { throw PaymentDeclined() }
    try await task.enqueue()

    let reports = try await bench.drainAll(Worker(bench.broker) { task }, rounds: 4)

    #expect(reports.map(\.attempt) == [1, 2, 3])
    #expect(reports.first?.outcome == .retried(after: .seconds(1)))
  }

  @Test func `rule 3: a blocking body leaves the cooperative pool alone`() async throws {
    let bench = try await Workbench()
    let open = Mutex(false)
    let blocking = bench.broker.task("blocking") { (number: Int) in
      while !open.withLock({ $0 }) { continue }
      return number
    }
    let jobs = try await (0..<6).asyncMap { try await blocking.enqueue($0) }
    let worker = RunningWorker(
      Worker(bench.broker, concurrency: 6) { blocking.handler.blocking() })
    try await bench.wait { $0.inFlight == 6 }

    open.withLock { $0 = true }
    for (number, job) in jobs.enumerated() {
      #expect(try await job.value(timeout: .seconds(1)) == number)
    }
    try await worker.stop()
  }

  @Test func `a body can prolong its hold beyond its own life`() async throws {
    let bench = try await Workbench()
    let task = bench.broker.task("task") { (context: TaskContext) in
      try await context.extendHold(to: .seconds(600))
      throw CancellationError()
    }
    try await task.enqueue(options: .attempts(1))
    bench.faults.add(.throttle(.send).on(Workbench.deadLetters))
    bench.faults.add(.fail(.accessDenied, .changeVisibility).skipping(1))

    try await Worker(bench.broker) { task }.drain()

    bench.clock.advance(by: .seconds(599))
    #expect(try await bench.visible().isEmpty)
    bench.clock.advance(by: .seconds(1))
    #expect(try await bench.visible().count == 1)
  }

  @Test func `a body is told what its message is`() async throws {
    let bench = try await Workbench { $0.defaultQueue = TaskQueue("default") { $0.isFair = true } }
    let task = bench.broker.task("task", timeout: .seconds(30)) { (context: TaskContext) in
      [
        context.group ?? "", context.attributes["tenant"]?.stringValue ?? "",
        "\(context.receiveCount)", "\(context.sentAt == context.clock.now)",
        "\(context.deadline == context.clock.now.advanced(by: .seconds(30)))",
      ]
    }
    let job = try await task.enqueue(options: .attribute("tenant", .string("acme")))

    try await Worker(bench.broker) { task }.drain()

    #expect(try await job.value(timeout: .zero) == ["task", "acme", "1", "true", "true"])
  }

  @Test func `a shorter hold than there is changes nothing`() async throws {
    let bench = try await Workbench()
    let task = bench.broker.task("task") { (context: TaskContext) in
      try await context.extendHold(to: .seconds(5))
    }
    try await task.enqueue()

    try await Worker(bench.broker) { task }.drain()

    #expect(bench.faults.tally(of: .changeVisibility).calls == 0)
  }

  @Test func `a hold that outlives its task is told, and waits for nothing`() async throws {
    let bench = try await Workbench()
    let contexts = Notes<TaskContext>()
    let task = bench.broker.task("task") { (context: TaskContext) in contexts.add(context) }
    try await task.enqueue()
    try await Worker(bench.broker) { task }.drain()
    let context = try #require(contexts.all.first)

    let error = await #expect(throws: TransportError.self) {
      try await context.extendHold(to: .seconds(600))
    }

    #expect(error?.code == .messageNotAvailable)
  }

  @Test func `a drain leaves paused queues and tasks alone`() async throws {
    let bench = try await Workbench { $0.queues = ["other"] }
    try await bench.broker.enqueue(key, 1)
    try await bench.broker.enqueue(key, 2, options: .queue("other"))
    let worker = Worker(bench.broker) { key.handle { _ in } }
    worker.pause(queue: "other")
    worker.pause(task: "step")

    let reports = try await worker.drain()

    #expect(reports.map(\.outcome) == [.postponed(by: .seconds(30))])
    #expect(try await bench.broker.counts(of: "other").available == 1)
  }

  @Test func `any number is a concurrency`() async throws {
    let bench = try await Workbench()
    try await bench.broker.enqueue(key, 1)

    for concurrency in [Int.max, 0, .min] {
      try await Worker(bench.broker, concurrency: concurrency) { key.handle { _ in } }.drain()
    }

    #expect(try await bench.broker.counts(of: "default").total == 0)
  }
}
