import Dovetail
import Testing

@Suite("Worker: many polls of a queue", .timeLimit(.minutes(5)))
struct ManyPollsTests {
  private let key = TaskKey("step", as: ((Int) -> Void).self)

  @Test
  func `rule 2: while receives come back full, more go on at once: 100 tasks begin in three trips`()
    async throws
  {
    let distant = try await DistantBench()
    let gate = Gate()
    try await distant.bench.enqueue(key, 0..<100)

    let worker = RunningWorker(
      Worker(distant.broker, concurrency: 100) { key.handle { _ in await gate.pass() } })
    for (receives, begun) in [(1, 10), (3, 40), (6, 100)] {
      await distant.passTrip(of: receives)
      await gate.waitForArrivals(begun)
    }
    await distant.letOthersGoOn()

    #expect(distant.bench.clock.now == ManualClock().now.advanced(by: .milliseconds(60)))
    #expect(distant.queue.begun.count == 10)
    gate.open()
    try await distant.stop(worker)
  }

  @Test func `rule 2: a queue whose receives bring one each has many of them, too`() async throws {
    let distant = try await DistantBench { configuration in
      configuration.defaultQueue = TaskQueue("default") { $0.receiveBatch = 1 }
    }
    let gate = Gate()
    try await distant.bench.enqueue(key, 0..<20)

    let worker = RunningWorker(
      Worker(distant.broker, concurrency: 20) { key.handle { _ in await gate.pass() } })
    for (receives, begun) in [(1, 1), (3, 4), (9, 13), (7, 20)] {
      await distant.passTrip(of: receives)
      await gate.waitForArrivals(begun)
    }

    #expect(distant.queue.begun.count == 20)
    gate.open()
    try await distant.stop(worker)
  }

  @Test func `rule 2: no more than 16 receives of a queue go on at once`() async throws {
    let distant = try await DistantBench()
    let gate = Gate()
    try await distant.bench.enqueue(key, 0..<300)

    let worker = RunningWorker(
      Worker(distant.broker, concurrency: 1000) { key.handle { _ in await gate.pass() } })
    for receives in [1, 3, 9] { await distant.passTrip(of: receives) }
    await distant.queue.waitUntilUnderWay(16)
    await distant.letOthersGoOn()

    #expect(distant.queue.begun.count == 29)
    gate.open()
    try await distant.stop(worker)
  }

  @Test func `rule 2: a worker that has become idle asks its queue once in 20 s`() async throws {
    let distant = try await DistantBench()
    try await distant.bench.enqueue(key, 0..<100)
    let worker = RunningWorker(
      Worker(distant.broker, concurrency: 100) { key.handle { _ in } })
    for receives in [1, 3, 6] { await distant.passTrip(of: receives) }
    try await distant.bench.wait { $0.total == 0 }

    await distant.becomeQuiet()
    let (before, start) = (distant.queue.begun.count, distant.bench.clock.now)
    while distant.queue.begun.count < before + 6 {
      await distant.pass(.seconds(1), step: .seconds(1))
    }

    #expect(start.duration(to: distant.bench.clock.now) >= .seconds(100))
    #expect(distant.queue.begun.dropFirst(before).allSatisfy { $0.waitTime == .seconds(20) })
    try await distant.stop(worker)
  }

  @Test func `rule 2: a receive beside others waits for a second at most`() async throws {
    let distant = try await DistantBench()
    try await distant.bench.enqueue(key, 0..<10)
    let worker = RunningWorker(Worker(distant.broker, concurrency: 100) { key.handle { _ in } })
    await distant.passTrip(of: 1)
    await distant.queue.waitUntilUnderWay(3)
    await distant.becomeQuiet()

    let waits = distant.queue.begun.map(\.waitTime.components.seconds)
    #expect(waits.prefix(4) == [20, 20, 1, 1])
    try await distant.stop(worker)
  }

  @Test func `rule 2: receives that bring nothing beside others become as rare as full ones allow`()
    async throws
  {
    let distant = try await DistantBench(trip: .zero)
    let worker = RunningWorker(Worker(distant.broker, concurrency: 100) { key.handle { _ in } })
    await distant.queue.waitUntilUnderWay(1)

    let bursts = 64
    for _ in 0..<bursts {
      try await distant.bench.enqueue(key, 0..<10)
      try await distant.bench.wait { $0.total == 0 }
      await distant.letOthersGoOn()
      await distant.becomeQuiet()
    }

    let inVain = distant.queue.begun.count { $0.waitTime == .seconds(1) && $0.brought == 0 }
    let paidFor = bursts / 8
    #expect(inVain <= 16 + paidFor)
    try await distant.stop(worker)
  }

  @Test func `rule 1: what receives under way have asked for is no room of the next`() async throws
  {
    let distant = try await DistantBench()
    let gate = Gate()
    try await distant.bench.enqueue(key, 0..<100)

    let worker = RunningWorker(
      Worker(distant.broker, concurrency: 35) { key.handle { _ in await gate.pass() } })
    for (receives, begun) in [(1, 10), (2, 30)] {
      await distant.passTrip(of: receives)
      await gate.waitForArrivals(begun)
    }
    await distant.bench.waitForCall(after: .milliseconds(20))
    distant.bench.clock.advance(by: .milliseconds(20))  // The five that are left wait for more.
    await distant.passTrip(of: 1)
    await gate.waitForArrivals(35)
    await distant.letOthersGoOn()

    #expect(distant.queue.begun.map(\.asked) == [10, 10, 10, 5])
    #expect(try await distant.broker.counts(of: "default").inFlight == 35)
    gate.open()
    try await distant.stop(worker)
  }

  @Test func `rule 1: the permits of a queue are the room of all its receives`() async throws {
    let distant = try await DistantBench { configuration in
      configuration.defaultQueue = TaskQueue("default") { $0.concurrency = 25 }
    }
    let gate = Gate()
    try await distant.bench.enqueue(key, 0..<100)

    let worker = RunningWorker(
      Worker(distant.broker, concurrency: 100) { key.handle { _ in await gate.pass() } })
    for begun in [10, 20, 25] {
      await distant.passTrip(of: 1)
      await gate.waitForArrivals(begun)
    }
    await distant.letOthersGoOn()

    #expect(distant.queue.begun.map(\.asked) == [10, 10, 5])
    #expect(try await distant.broker.counts(of: "default").inFlight == 25)
    gate.open()
    try await distant.stop(worker)
  }

  @Test func `rule 1: what other queues' receives have asked for is no room of further ones`()
    async throws
  {
    let distant = try await DistantBench { $0.queues = ["other"] }
    let gate = Gate()
    let worker = RunningWorker(
      Worker(distant.broker, concurrency: 30) { key.handle { _ in await gate.pass() } })
    await distant.queue.waitUntilUnderWay(2)

    try await distant.bench.enqueue(key, 0..<100)
    for begun in [10, 20, 30] {
      await distant.passTrip(of: 1)
      await gate.waitForArrivals(begun)
      await distant.letOthersGoOn()
    }

    let receives = distant.queue.begun.filter { $0.queue == Workbench.queue }
    #expect(receives.allSatisfy { $0.waitTime == .seconds(20) })
    gate.open()
    try await distant.stop(worker)
  }

  @Test func `a batch of a raw queue is gathered by many receives at once`() async throws {
    let distant = try await DistantBench { $0.queues = ["log"] }
    let sizes = Log<Int>()
    for number in 0..<100 {
      _ = try await distant.bench.broker.sendRaw("\(number)", options: .queue("log"))
    }

    let worker = RunningWorker(
      Worker(distant.broker, queues: ["log"], concurrency: 1) {
        RawQueue("log").handleWholeBatches(upTo: 100, linger: .seconds(86_400)) { batch in
          sizes.add(batch.count)
        }
      })
    await distant.passTrip(of: 1)
    await distant.passTrip(of: 3)
    while sizes.all.isEmpty { await distant.pass(DistantBench.trip) }

    #expect(sizes.all == [100])
    #expect(distant.queue.begun.count { $0.waitTime == .seconds(1) } > 5)
    try await distant.stop(worker)
  }

  @Test func `rule 6: groups keep their order while several receives go on at once`() async throws {
    let distant = try await DistantBench { $0.defaultQueue = "orders.fifo" }
    let log = Log<Int>()
    for number in 0..<100 {
      try await distant.bench.broker.enqueue(key, number, options: .group("\(number % 40)"))
    }

    let worker = RunningWorker(
      Worker(distant.broker, concurrency: 100) { key.handle { number in log.add(number) } })
    await distant.passTrip(of: 1)
    await distant.passTrip(of: 3)
    while try await distant.broker.counts(of: "orders.fifo").total > 0 {
      distant.bench.clock.advance(by: .milliseconds(5))
      await distant.letOthersGoOn()
    }

    let groups = Dictionary(grouping: log.all) { $0 % 40 }
    #expect(groups.values.allSatisfy { $0 == $0.sorted() })
    #expect(log.all.count == 100)
    try await distant.stop(worker)
  }
}
