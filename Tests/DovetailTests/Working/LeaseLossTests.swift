import Dovetail
import Testing

@Suite("Worker: lost leases", .timeLimit(.minutes(5)))
struct LeaseLossTests {
  /// A task that waits until it is cancelled, and then says whether it was.
  private func waiting(_ bench: Workbench, _ gate: Gate) -> TypedTask<NoValue> {
    bench.broker.task("waiting") { (context: TaskContext) -> Void in
      async let arrival: Void = gate.pass()
      try await context.clock.sleep(for: .seconds(86_400))
      await arrival
    }
  }

  @Test(arguments: [
    FaultRule.loseLeases, .failEntries(.receiptHandleInvalid, .changeVisibility),
    .fail(.messageNotAvailable, .changeVisibility),
  ])
  func `rule 3: a renewal that the queue refuses cancels the task`(
    refusal: FaultRule
  ) async throws {
    let bench = try await Workbench()
    let gate = Gate()
    gate.open()
    let task = waiting(bench, gate)
    let job = try await task.enqueue()
    bench.faults.add(refusal)

    async let reports = Worker(bench.broker) { task }.drain()
    await gate.waitForArrivals(1)
    await bench.clock.waitForCalls(atLeast: 2)
    bench.clock.advance(by: .seconds(30))

    #expect(try await reports.map(\.outcome) == [.lost])
    #expect(try await bench.results.result(for: job.id) == nil)
    #expect(bench.faults.tally(of: .delete) == CallTally())
  }

  @Test func `rule 3: a lease whose time passes without a renewal is lost`() async throws {
    let bench = try await Workbench()
    let gate = Gate()
    gate.open()
    let task = waiting(bench, gate)
    try await task.enqueue()
    bench.faults.add(.throttle(.changeVisibility))

    async let reports = Worker(bench.broker) { task }.drain()
    await gate.waitForArrivals(1)
    await bench.clock.waitForCalls(atLeast: 2)
    bench.clock.advance(by: .seconds(58))

    #expect(try await reports.map(\.outcome) == [.lost])
  }

  @Test func `rule 3: a lost task that had succeeded is deleted all the same`() async throws {
    let bench = try await Workbench()
    let gate = Gate()
    let task = bench.broker.task("stubborn") { await gate.pass() }
    let job = try await task.enqueue()
    bench.faults.add(.throttle(.changeVisibility))

    async let reports = Worker(bench.broker) { task }.drain()
    await gate.waitForArrivals(1)
    bench.clock.advance(by: .seconds(58))
    gate.open()

    #expect(try await reports.map(\.outcome) == [.succeeded])
    _ = try await job.value(timeout: .zero)
    bench.clock.advance(by: .seconds(60))
    #expect(try await bench.visible().isEmpty)
  }

  @Test func `rule 3: a lost task overwrites no result`() async throws {
    let bench = try await Workbench()
    let gate = Gate()
    let task = bench.broker.task("stubborn") { () -> Int in
      await gate.pass()
      return gate.arrivals
    }
    let job = try await task.enqueue()
    bench.faults.add(.throttle(.changeVisibility))

    async let reports = Worker(bench.broker) { task }.drain()
    await gate.waitForArrivals(1)
    bench.clock.advance(by: .seconds(58))
    try await bench.results.store(
      .success(Array("77".utf8), executionTime: .zero), for: job.id)
    gate.open()

    #expect(try await reports.map(\.outcome) == [.succeeded])
    #expect(try await job.value(timeout: .zero) == 77)
  }
}
