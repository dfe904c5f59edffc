import Dovetail
import Testing

@Suite("Worker: presence", .timeLimit(.minutes(5)))
struct PresenceTests {
  private func onlyWorker(_ bench: Workbench) async throws -> WorkerPresence {
    let workers = try await bench.broker.workers()
    #expect(workers.count == 1)
    return try #require(workers.first)
  }

  /// Waits until a worker has published at this instant, and sleeps.
  private func waitForPublication(_ bench: Workbench) async {
    let next = bench.clock.now.advanced(by: .seconds(5))
    while !bench.clock.pendingCalls.contains(next) { await Task.yield() }
  }

  @Test func `a worker shows what it is and what it runs, and nothing of its arguments`()
    async throws
  {
    let bench = try await Workbench()
    let gate = Gate()
    let slow = bench.broker.task("slow") { (_: String) in await gate.pass() }
    let start = bench.clock.now
    let job = try await slow.enqueue("a secret")
    let worker = Worker(bench.broker, concurrency: 3, presence: .seconds(5)) { slow }

    let service = Task { try await worker.run() }
    await gate.waitForArrivals(1)
    await waitForPublication(bench)
    bench.clock.advance(by: .seconds(5))
    await waitForPublication(bench)

    let shown = try await onlyWorker(bench)
    #expect(shown.startedAt == start)
    #expect(shown.publishedAt == start.advanced(by: .seconds(5)))
    #expect(shown.health.state == .running)
    #expect(shown.health.queues.map(\.name) == ["default"])
    #expect(shown.health.concurrency == 3)
    #expect(!shown.host.isEmpty)
    #expect(shown.process > 0)
    let run = try #require(shown.running.first)
    #expect(run.id == job.id.rawValue)
    #expect(run.name == "slow")
    #expect(run.attempt == 1)
    #expect(run.startedAt == start)
    #expect(run.leaseEndsAt.map { $0 > bench.clock.now } == true)
    #expect(!"\(shown)".contains("secret"))

    gate.open()
    service.cancel()
    try await service.value
  }

  @Test func `runs that ended are counted, and the last ones shown`() async throws {
    let bench = try await Workbench()
    let gate = Gate()
    let good = bench.broker.task("good") {}
    let bad = bench.broker.task("bad", retry: .never) { throw PaymentDeclined() }
    let last = bench.broker.task("last") { await gate.pass() }
    for _ in 0..<25 { try await good.enqueue() }
    try await bad.enqueue()
    let worker = Worker(bench.broker, concurrency: 1, presence: .seconds(5)) {
      good
      bad
      last
    }

    let service = Task { try await worker.run() }
    await waitForPublication(bench)
    await bench.waitForCalls(27, of: .send)  // The last is the dead letter's.
    try await last.enqueue()
    await gate.waitForArrivals(1)
    bench.clock.advance(by: .seconds(5))
    await waitForPublication(bench)

    let shown = try await onlyWorker(bench)
    #expect(shown.lastMinute.succeeded == 25)
    #expect(shown.lastMinute.failed == 1)
    #expect(shown.recent.count == 20)
    #expect(shown.recent.contains { $0.task.name == "bad" && $0.outcome == .failed })

    gate.open()
    service.cancel()
    try await service.value
  }

  @Test func `a worker that ends is gone`() async throws {
    let bench = try await Workbench()
    let task = bench.broker.task("task") {}
    let worker = Worker(bench.broker, presence: .seconds(5)) { task }

    let service = Task { try await worker.run() }
    await waitForPublication(bench)
    #expect(try await bench.broker.workers().count == 1)
    service.cancel()
    try await service.value

    #expect(try await bench.broker.workers().isEmpty)
  }

  @Test func `the entry of a worker that died is known by its time`() async throws {
    let bench = try await Workbench()
    let task = bench.broker.task("task") {}
    let worker = Worker(bench.broker, presence: .seconds(5)) { task }

    let service = Task { try await worker.run() }
    await waitForPublication(bench)
    bench.faults.add(.unreachable(.putBlob, .deleteBlobs))
    service.cancel()
    try await service.value

    let entry = try await onlyWorker(bench)
    #expect(!entry.isOld(at: bench.clock.now))
    bench.clock.advance(by: .seconds(15))
    #expect(entry.isOld(at: bench.clock.now))
  }

  @Test func `an entry that is a day old is removed by the next worker`() async throws {
    let bench = try await Workbench()
    let task = bench.broker.task("task") {}
    let dead = Worker(bench.broker, presence: .seconds(5)) { task }
    let first = Task { try await dead.run() }
    await waitForPublication(bench)
    bench.faults.add(.unreachable(.putBlob, .deleteBlobs))
    first.cancel()
    try await first.value
    bench.faults.removeAll()
    bench.clock.advance(by: .seconds(86_400))

    let second = Task {
      try await Worker(bench.broker, presence: .seconds(5)) { task }.run()
    }
    await waitForPublication(bench)

    #expect(try await onlyWorker(bench).startedAt == bench.clock.now)
    second.cancel()
    try await second.value
  }

  @Test func `a store that does not answer ends no work`() async throws {
    let bench = try await Workbench()
    bench.faults.add(.throttle(.listBlobs, .putBlob).times(2))
    let task = bench.broker.task("task", options: .keepsResult(false)) {}
    let worker = Worker(bench.broker, presence: .seconds(5)) { task }

    let service = Task { try await worker.run() }
    await waitForPublication(bench)
    bench.clock.advance(by: .seconds(5))
    await waitForPublication(bench)
    #expect(try await bench.broker.workers().count == 1)
    service.cancel()
    try await service.value
  }

  @Test func `a worker without presence publishes nothing`() async throws {
    let bench = try await Workbench()
    let task = bench.broker.task("task") {}

    let service = Task { try await Worker(bench.broker) { task }.run() }
    await bench.clock.waitForCalls(atLeast: 1)
    bench.clock.advance(by: .seconds(10))

    #expect(try await bench.broker.workers().isEmpty)
    service.cancel()
    try await service.value
  }

  @Test func `a worker that is to publish needs a blob store`() async throws {
    let bench = try await Workbench(BrokerConfiguration(), hasBlobs: false)
    let worker = Worker(bench.broker, presence: .seconds(5)) { bench.broker.task("task") {} }

    let error = await #expect(throws: TaskError.self) { try await worker.run() }

    #expect(error?.code == .noBlobs)
  }
}
