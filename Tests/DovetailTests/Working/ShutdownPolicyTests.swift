import Dovetail
import Synchronization
import Testing

@Suite("Worker: shutdown policies", .timeLimit(.minutes(5)))
struct ShutdownPolicyTests {
  @Test func `a worker ends after it has been idle for a time`() async throws {
    let bench = try await Workbench()
    let gate = Gate()
    let slow = bench.broker.task("slow") { await gate.pass() }
    try await slow.enqueue()
    let ended = Atomic(false)

    let service = Task {
      try await Worker(bench.broker) { slow }.run(until: .idle(for: .seconds(300)))
      ended.store(true, ordering: .releasing)
    }
    await gate.waitForArrivals(1)
    for _ in 0..<20 {  // It runs for ten minutes, and is not idle.
      bench.clock.advance(by: .seconds(30))
      await bench.clock.waitForCall(by: bench.clock.now.advanced(by: .seconds(31)))
    }
    #expect(ended.load(ordering: .acquiring) == false)
    gate.open()
    await bench.waitForCalls(1, of: .delete)
    try await bench.advance(by: .seconds(20), until: service)

    #expect(ended.load(ordering: .acquiring) == true)
  }

  @Test(arguments: [1, 3])
  func `a worker ends after so many runs, and gives the rest back`(runs: Int) async throws {
    let bench = try await Workbench()
    let count = Atomic(0)
    let task = bench.broker.task("count") { _ = count.add(1, ordering: .relaxed) }
    for _ in 0..<6 { try await task.enqueue() }

    try await Worker(bench.broker, concurrency: 1) { task }.run(until: .finished(runs: runs))

    #expect(count.load(ordering: .relaxed) == runs)
    #expect(try await bench.visible().count == 6 - runs)
  }

  @Test func `a worker in a service group ends as its configuration says`() async throws {
    let bench = try await Workbench()
    let task = bench.broker.task("task") {}
    try await task.enqueue()
    var worker = Worker(bench.broker) { task }
    worker.shutdownPolicy = .finished(runs: 1)

    try await worker.run()

    #expect(try await bench.visible().isEmpty)
  }

  @Test func `a policy of one's own is asked again when it says`() async throws {
    let bench = try await Workbench()
    let task = bench.broker.task("task") {}
    let policy = ShutdownPolicy { activity in
      activity.uptime >= .seconds(90) ? .end : .goOn(askAgainAfter: .seconds(45))
    }
    let start = bench.clock.now

    let service = Task { try await Worker(bench.broker) { task }.run(until: policy) }
    try await bench.advance(by: .seconds(5), until: service)

    #expect(start.duration(to: bench.clock.now) >= .seconds(90))
  }
}

extension Workbench {
  /// Lets time pass in steps until a service has ended.
  fileprivate func advance(
    by step: Duration, until service: Task<Void, any Error>
  ) async throws {
    let isOver = Atomic(false)
    async let end: Void = {
      defer { isOver.store(true, ordering: .releasing) }
      try await service.value
    }()
    while !isOver.load(ordering: .acquiring) {
      clock.advance(by: step)
      for _ in 0..<100 { await Task.yield() }
    }
    try await end
  }
}
