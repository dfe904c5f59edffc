import Dovetail
import Testing

@Suite("Sending: what the queue does not accept", .timeLimit(.minutes(5)))
struct SendFailureTests {
  @Test func `W4: a request that fails loses nothing; it is made again`() async throws {
    let bench = try await Workbench { $0.batching.retry = .constant(.seconds(2)) }
    let task = bench.broker.task("task") {}
    bench.faults.add(.unreachable(.send))

    async let job = task.enqueue()
    await bench.clock.waitForCalls(atLeast: 1)
    bench.faults.removeAll()
    bench.clock.advance(by: .seconds(2))
    _ = try await job

    #expect(try await bench.visible().count == 1)
  }

  @Test func `B1: an error while sending hangs nobody`() async throws {
    let bench = try await Workbench { $0.batching.retry = .never }
    let task = bench.broker.task("task") {}
    bench.faults.add(.unreachable(.send))

    let error = await #expect(throws: TransportError.self) { try await task.enqueue() }
    #expect(error?.code == .unreachable)
    bench.faults.removeAll()
    try await task.enqueue()
    await bench.broker.shutdown()

    #expect(try await bench.visible().count == 1)
  }

  @Test func `B2: attempts are used up, and then the drop is told with its count`() async throws {
    let drops = Drops()
    let bench = try await Workbench {
      $0.batching.retry = .constant(.seconds(1), maxAttempts: 3)
      $0.onDrop = drops.add
    }
    bench.faults.add(.throttle(.send))
    let job = try await bench.broker.enqueueLater(TaskKey("task", as: (() -> Void).self))

    for _ in 0..<3 {
      await bench.clock.waitForCalls(atLeast: 1)
      bench.clock.advance(by: .seconds(1))
    }
    while drops.all.isEmpty { await Task.yield() }

    let drop = try #require(drops.all.first)
    #expect(drop.id == job.id)
    #expect(drop.attempts == 3)
    #expect((drop.error as? TransportError)?.code == .throttled)
    #expect(bench.faults.tally(of: .send).calls == 3)
  }

  @Test func `B8: a shutdown sends what waits to be sent again`() async throws {
    let bench = try await Workbench { $0.batching.retry = .constant(.seconds(60)) }
    bench.faults.add(.throttle(.send))
    try await bench.broker.enqueueLater(TaskKey("task", as: (() -> Void).self))
    async let flush: Void = bench.broker.flush()
    while try bench.broker.status(of: "default").failing.isEmpty { await Task.yield() }
    bench.faults.removeAll()

    await bench.broker.shutdown()
    await flush

    #expect(try await bench.visible().count == 1)
  }

  @Test func `a shutdown gives up at the end of its time, and tells it`() async throws {
    let drops = Drops()
    let bench = try await Workbench {
      $0.batching.retry = .constant(.seconds(600))
      $0.drainTimeout = .seconds(10)
      $0.onDrop = drops.add
    }
    bench.faults.add(.throttle(.send))
    try await bench.broker.enqueueLater(TaskKey("task", as: (() -> Void).self))

    async let shutdown: Void = bench.broker.shutdown()
    while try bench.broker.status(of: "default").failing.isEmpty { await Task.yield() }
    bench.clock.advance(by: .seconds(10))
    await shutdown

    #expect(drops.all.map(\.attempts) == [1])
    #expect((drops.all.first?.error as? TaskError)?.code == .shutDown)
  }

  @Test func `B4: a delay over 15 minutes is kept, not cut`() async throws {
    let bench = try await Workbench()
    let task = bench.broker.task("task") {}
    try await task.enqueue(options: .delay(.seconds(3600)))

    bench.clock.advance(by: .seconds(899))
    #expect(try await bench.visible().isEmpty)
    bench.clock.advance(by: .seconds(1))
    let hop = try #require(try await bench.visible().first)

    #expect(hop.attributes["dovetail_due"] != nil)
  }

  @Test func `H4: each of many has its own outcome`() async throws {
    let bench = try await Workbench()
    let key = TaskKey("task", as: ((String) -> Void).self)
    bench.faults.add(.failEntries(.invalidMessageContents, .send).at(1))

    let outcomes = await bench.broker.enqueueAll(key, ["fine", "not fine", "fine too"])

    #expect(outcomes.map { (try? $0.get()) != nil } == [true, false, true])
    #expect(try await bench.visible().count == 2)
  }

  @Test func `T4: an entry that its request left out is told to its caller, or sent again`()
    async throws
  {
    let bench = try await Workbench { $0.batching.retry = .constant(.seconds(1)) }
    let key = TaskKey("task", as: ((Int) -> Int).self)
    bench.faults.add(.failEntries(.invalidMessageContents, .send).at(3))
    bench.faults.add(.failEntries(.throttled, .send).at(5).times(1))

    async let sent = bench.broker.enqueueAll(key, Array(0..<10))
    while try bench.broker.status(of: "default").failing.isEmpty { await Task.yield() }
    bench.faults.removeAll()
    bench.clock.advance(by: .seconds(1))
    let outcomes = await sent

    #expect(outcomes.map { (try? $0.get()) != nil } == (0..<10).map { $0 != 3 })
    #expect(try bench.broker.status(of: "default").counters.accepted == 9)
  }

  @Test func `B7: a slow request holds up no other queue, and no full batch`() async throws {
    let bench = try await Workbench { $0.queues = ["slow"] }
    let key = TaskKey("task", as: ((Int) -> Void).self)
    bench.faults.add(.delayAnswer(by: .seconds(60), .send).on(try QueueName("slow")).times(1))
    async let slow = bench.broker.enqueue(key, 0, options: .queue("slow"))
    await bench.clock.waitForCalls(atLeast: 1)

    try await bench.broker.enqueue(key, 1)
    for outcome in await bench.broker.enqueueAll(key, Array(0..<10), options: .queue("slow")) {
      _ = try outcome.get()
    }
    bench.clock.advance(by: .seconds(60))
    _ = try await slow

    #expect(try bench.broker.status(of: "slow").counters.accepted == 11)
  }

  @Test func `a lost answer is asked for again, and on a FIFO queue nothing is doubled`()
    async throws
  {
    let bench = try await Workbench {
      $0.defaultQueue = "orders.fifo"
      $0.batching.retry = .constant(.seconds(1))
    }
    let task = bench.broker.task("task") {}
    bench.faults.add(.loseAnswer(.send).times(1))

    async let job = task.enqueue()
    while try bench.broker.status(of: "orders.fifo").failing.isEmpty { await Task.yield() }
    bench.clock.advance(by: .seconds(1))
    _ = try await job

    #expect(try await Worker(bench.broker) { task }.drain().count == 1)
  }

  @Test func `a full buffer does not use up the attempts of what it holds`() async throws {
    let drops = Drops()
    let bench = try await Workbench {
      $0.batching.bufferLimit = 3
      $0.batching.retry = .constant(.seconds(60), maxAttempts: 3)
      $0.onDrop = drops.add
    }
    let key = TaskKey("task", as: ((Int) -> Void).self)
    bench.faults.add(.throttle(.send))
    for number in 0..<3 { try await bench.broker.enqueueLater(key, number) }

    let callers = (3..<8).map { number in
      Task { try await bench.broker.enqueueLater(key, number) }
    }
    while try bench.broker.status(of: "default").failing.count < 3 { await Task.yield() }
    while try bench.broker.status(of: "default").counters.bufferOverflows < 5 { await Task.yield() }

    #expect(try bench.broker.status(of: "default").failing.map(\.attempts) == [1, 1, 1])
    #expect(drops.all.isEmpty)
    bench.faults.removeAll()
    await bench.broker.flush()
    for caller in callers { _ = try await caller.value }
    await bench.broker.flush()
    #expect(try bench.broker.status(of: "default").counters.accepted == 8)
  }

  @Test func `a shutdown does not wait for an answer that does not come`() async throws {
    let drops = Drops()
    let bench = try await Workbench {
      $0.drainTimeout = .seconds(10)
      $0.onDrop = drops.add
    }
    bench.faults.add(.delayAnswer(by: .seconds(3600), .send))
    try await bench.broker.enqueueLater(TaskKey("task", as: (() -> Void).self))

    let first = Task { await bench.broker.shutdown() }
    while try bench.broker.status(of: "default").inFlight == 0 { await Task.yield() }
    let second = Task { await bench.broker.shutdown() }
    await bench.clock.waitForCalls(atLeast: 2)
    bench.clock.advance(by: .seconds(10))
    await first.value
    await second.value

    #expect(drops.all.count == 1)
    #expect((drops.all.first?.error as? TransportError)?.code == .outcomeUnknown)
  }

  @Test func `who calls the shutdown again waits for its end too`() async throws {
    let bench = try await Workbench { $0.batching.retry = .constant(.seconds(5)) }
    bench.faults.add(.throttle(.send))
    try await bench.broker.enqueueLater(TaskKey("task", as: (() -> Void).self))
    let first = Task { await bench.broker.shutdown() }
    while try bench.broker.status(of: "default").failing.isEmpty { await Task.yield() }
    bench.faults.removeAll()

    async let second: Void = bench.broker.shutdown()
    await bench.clock.waitForCalls(atLeast: 2)
    bench.clock.advance(by: .seconds(5))
    await second

    #expect(try await bench.visible().count == 1)
    await first.value
  }

  @Test func `a caller who was cancelled before sends nothing`() async throws {
    let bench = try await Workbench { $0.batching.linger = .seconds(10) }
    let gate = Gate()
    let caller = Task {
      await gate.pass()
      try await bench.broker.enqueue(TaskKey("task", as: (() -> Void).self))
    }
    await gate.waitForArrivals(1)
    caller.cancel()
    gate.open()

    await #expect(throws: CancellationError.self) { try await caller.value }
    #expect(try await bench.visible().isEmpty)
  }

  @Test func `B5: what is too large is told to its caller, and counted`() async throws {
    let broker = try await Workbench().brokerWithoutBlobs()
    let key = TaskKey("task", as: ((String) -> Void).self)

    let error = await #expect(throws: TaskError.self) {
      try await broker.enqueueLater(key, String(repeating: "x", count: 1_048_576))
    }

    #expect(error?.code == .tooLarge)
    #expect(try broker.status(of: "default").counters.oversized == 1)
  }

  @Test func `D1: the limit of a message is the queue's own`() async throws {
    let bench = try await Workbench(hasBlobs: false) {
      $0.defaultQueue = TaskQueue("default") { $0.attributes.maximumMessageSize = 1024 }
    }
    let key = TaskKey("task", as: ((String) -> Void).self)

    await #expect(throws: TaskError.self) {
      try await bench.broker.enqueue(key, String(repeating: "x", count: 1024))
    }
    try await bench.broker.enqueue(key, "small")
  }
}
