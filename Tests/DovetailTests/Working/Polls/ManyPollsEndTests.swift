import Dovetail
import InMemoryLogging
import Logging
import Testing

@Suite("Worker: many polls that end, fail or pause", .timeLimit(.minutes(5)))
struct ManyPollsEndTests {
  private let key = TaskKey("step", as: ((Int) -> Void).self)

  @Test func `rule 12: all receives that go on at once end at once on the double`() async throws {
    let distant = try await DistantBench(trip: .zero)
    try await distant.bench.enqueue(key, 0..<10)
    let worker = RunningWorker(Worker(distant.broker, concurrency: 100) { key.handle { _ in } })
    await distant.queue.waitUntilUnderWay(3)
    let begun = distant.queue.begun.count

    try await worker.stop()

    #expect(distant.queue.begun.count == begun)
    #expect(distant.bench.clock.now == ManualClock().now)
  }

  @Test func `rule 12: what several receives bring at the end is given back, and none begins`()
    async throws
  {
    let distant = try await DistantBench(losesCancelledPolls: true)
    let gate = Gate()
    try await distant.bench.enqueue(key, 0..<100)
    let worker = RunningWorker(
      Worker(distant.broker, concurrency: 100) { key.handle { _ in await gate.pass() } })
    await distant.passTrip(of: 1)
    await gate.waitForArrivals(10)
    await distant.queue.waitUntilReturning(3)

    worker.signal()
    await distant.letOthersGoOn()
    distant.bench.clock.advance(by: DistantBench.trip)
    try await distant.bench.wait { $0.available == 90 }
    gate.open()
    try await worker.end()

    #expect(gate.arrivals == 10)
    #expect(distant.queue.begun.count == 4)
    #expect(try await distant.broker.counts(of: "default").total == 90)
  }

  @Test func `rule 2: receives that fail at once are one failure, and one is tried after it`()
    async throws
  {
    let journal = InMemoryLogHandler()
    let distant = try await DistantBench { $0.logger = Logger(label: "test") { _ in journal } }
    let (clock, gate) = (distant.bench.clock, Gate())
    try await distant.bench.enqueue(key, 0..<100)
    let worker = Worker(distant.broker, concurrency: 100) { key.handle { _ in await gate.pass() } }
    let running = RunningWorker(worker)
    await distant.queue.waitUntilReturning(1)
    distant.bench.faults.add(.throttle(.receive).times(2))

    await distant.passTrip(of: 1)
    await distant.passTrip(of: 3)
    await gate.waitForArrivals(20)  // The third has brought ten.
    while !journal.entries.contains(where: { $0.level == .error }) { await Task.yield() }
    await distant.letOthersGoOn()
    clock.advance(by: .milliseconds(970))
    await distant.letOthersGoOn()
    #expect(distant.queue.begun.count == 4)
    clock.advance(by: .milliseconds(1030))

    await distant.passTrip(of: 1)
    await gate.waitForArrivals(30)
    #expect(distant.queue.begun[4].waitTime == .seconds(20))
    #expect(worker.health.queues.map(\.failures) == [0])
    await distant.passTrip(of: 3)
    await gate.waitForArrivals(60)
    #expect(journal.entries.count { $0.level == .error } == 1)
    gate.open()
    try await distant.stop(running)
  }

  @Test func `a paused queue begins no receive beside those that go on`() async throws {
    let distant = try await DistantBench()
    let gate = Gate()
    try await distant.bench.enqueue(key, 0..<100)
    let worker = Worker(distant.broker, concurrency: 100) { key.handle { _ in await gate.pass() } }
    let running = RunningWorker(worker)
    await distant.passTrip(of: 1)
    await distant.queue.waitUntilReturning(3)

    worker.pause(queue: "default")
    distant.bench.clock.advance(by: DistantBench.trip)
    await gate.waitForArrivals(40)
    await distant.letOthersGoOn()
    #expect(distant.queue.begun.count == 4)

    worker.resume(queue: "default")
    await distant.passTrip(of: 3)
    await gate.waitForArrivals(70)
    gate.open()
    try await distant.stop(running)
  }

  @Test func `a receive that hangs is told although one beside it was answered`() async throws {
    let distant = try await DistantBench()
    let clock = distant.bench.clock
    try await distant.bench.enqueue(key, 0..<40)
    let worker = Worker(distant.broker, concurrency: 100) { key.handle { _ in } }
    let running = RunningWorker(worker)
    await distant.queue.waitUntilReturning(1)
    distant.bench.faults.add(.delayAnswer(by: .seconds(86_400), .receive).times(1))

    await distant.passTrip(of: 1)
    await distant.passTrip(of: 2)
    let firstTrip = ManualClock().now.advanced(by: DistantBench.trip)
    while worker.health.queues.first?.lastReceive ?? firstTrip <= firstTrip { await Task.yield() }
    #expect(worker.health.queues.map(\.isHanging) == [false])
    for _ in 0..<90 {
      clock.advance(by: .seconds(1))
      for _ in 0..<20 { await Task.yield() }
    }

    let queue = try #require(worker.health.queues.first)
    #expect(queue.isHanging)
    #expect(queue.failures == 0)
    try await distant.stop(running)
  }

  @Test func `a receive that parks beside an answered one hangs nowhere`() async throws {
    let distant = try await DistantBench(trip: .zero)
    try await distant.bench.enqueue(key, 0..<10)
    let worker = Worker(distant.broker, concurrency: 100) { key.handle { _ in } }
    let running = RunningWorker(worker)
    await distant.queue.waitUntilUnderWay(3)

    for _ in 0..<200 {
      try await distant.waitUntilAllWait()
      distant.bench.clock.advance(by: .seconds(1))
    }
    try await distant.waitUntilAllWait()

    #expect(worker.health.isAlive)
    #expect(worker.health.isReady)
    try await distant.stop(running)
  }
}
