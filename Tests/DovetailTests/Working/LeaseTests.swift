import Dovetail
import Testing

@Suite("Worker: leases", .timeLimit(.minutes(5)))
struct LeaseTests {
  @Test func `rule 3: a running task's visibility is renewed after half of it`() async throws {
    let bench = try await Workbench()
    let gate = Gate()
    let slow = bench.broker.task("slow") { await gate.pass() }
    try await slow.enqueue()

    async let reports = Worker(bench.broker) { slow }.drain()
    await gate.waitForArrivals(1)
    for renewals in 1...4 {
      bench.clock.advance(by: .seconds(30))
      await bench.waitForCalls(renewals, of: .changeVisibility)
      await bench.clock.waitForCalls(atLeast: 1)
    }
    #expect(try await bench.visible().isEmpty)
    gate.open()

    #expect(try await reports.map(\.outcome) == [.succeeded])
  }

  @Test func `rule 3: one request renews the leases of a queue`() async throws {
    let bench = try await Workbench()
    let gate = Gate()
    let slow = bench.broker.task("slow") { await gate.pass() }
    for _ in 0..<4 { try await slow.enqueue() }

    async let reports = Worker(bench.broker, concurrency: 4) { slow }.drain()
    await gate.waitForArrivals(4)
    bench.clock.advance(by: .seconds(30))
    await bench.waitForCalls(1, of: .changeVisibility)
    gate.open()

    #expect(try await reports.count == 4)
    #expect(bench.faults.tally(of: .changeVisibility) == CallTally(calls: 1, entries: 4))
  }

  @Test func `rule 3: a renewal that fails for now is tried again`() async throws {
    let bench = try await Workbench()
    let gate = Gate()
    let slow = bench.broker.task("slow") { await gate.pass() }
    try await slow.enqueue()

    async let reports = Worker(bench.broker) { slow }.drain()
    await gate.waitForArrivals(1)
    bench.faults.add(.throttle(.changeVisibility).times(1))
    bench.clock.advance(by: .seconds(30))
    await bench.waitForCalls(1, of: .changeVisibility)
    await bench.clock.waitForCall(by: bench.clock.now.advanced(by: .seconds(1)))
    bench.clock.advance(by: .seconds(1))
    await bench.waitForCalls(2, of: .changeVisibility)
    gate.open()

    #expect(try await reports.map(\.outcome) == [.succeeded])
  }

  @Test func `rule 3: renewals go in tens, those of each queue by themselves`() async throws {
    let bench = try await Workbench { $0.queues = ["other"] }
    let gate = Gate()
    let slow = TaskKey("slow", as: (() -> Void).self)
    for _ in 0..<12 { try await bench.broker.enqueue(slow) }
    for _ in 0..<2 { try await bench.broker.enqueue(slow, options: .queue("other")) }

    async let reports = Worker(bench.broker, concurrency: 20) {
      slow.handle { await gate.pass() }
    }.drain()
    await gate.waitForArrivals(14)
    bench.clock.advance(by: .seconds(30))
    await bench.waitForCalls(3, of: .changeVisibility)
    gate.open()

    #expect(try await reports.count == 14)
    #expect(bench.faults.tally(of: .changeVisibility) == CallTally(calls: 3, entries: 14))
  }

  @Test func `rule 3: of a request's entries those that failed for now are renewed again`()
    async throws
  {
    let bench = try await Workbench()
    let gate = Gate()
    let slow = bench.broker.task("slow") { await gate.pass() }
    for _ in 0..<3 { try await slow.enqueue() }
    bench.faults.add(.failEntries(.throttled, .changeVisibility).times(1))

    async let reports = Worker(bench.broker, concurrency: 3) { slow }.drain()
    await gate.waitForArrivals(3)
    bench.clock.advance(by: .seconds(30))
    await bench.waitForCalls(1, of: .changeVisibility)
    await bench.clock.waitForCall(by: bench.clock.now.advanced(by: .milliseconds(500)))
    bench.clock.advance(by: .milliseconds(500))
    await bench.waitForCalls(2, of: .changeVisibility)
    gate.open()

    #expect(try await reports.map(\.outcome) == Array(repeating: .succeeded, count: 3))
    #expect(bench.faults.tally(of: .changeVisibility).entries == 4)
  }

  @Test func `rule 3: a back-off stays within the 12 hours that SQS hides a message`()
    async throws
  {
    let bench = try await Workbench()
    let task = bench.broker.task("task") { (context: TaskContext) in
      try await context.clock.sleep(for: .seconds(10))
      throw RetryLater(.seconds(43_200))
    }
    try await task.enqueue()

    async let reports = Worker(bench.broker) { task }.drain()
    await bench.clock.waitForCall(by: bench.clock.now.advanced(by: .seconds(10)))
    bench.clock.advance(by: .seconds(10))

    #expect(try await reports.map(\.outcome) == [.retried(after: .seconds(43_200 - 10 - 5))])
  }

  @Test(arguments: [Duration.seconds(3600), .seconds(-3600)])
  func `rule 3: a step of the system's time neither ends a lease nor prolongs it`(
    step: Duration
  ) async throws {
    let bench = try await Workbench()
    let stepped = SteppedClock(bench.clock)
    let broker = try await bench.broker(on: stepped)
    let gate = Gate()
    let slow = broker.task("slow") { await gate.pass() }
    try await slow.enqueue()

    async let reports = Worker(broker) { slow }.drain()
    await gate.waitForArrivals(1)
    stepped.step(by: step)
    for renewals in 1...3 {
      bench.clock.advance(by: .seconds(30))
      await bench.waitForCalls(renewals, of: .changeVisibility)
      await bench.clock.waitForCalls(atLeast: 1)
    }
    gate.open()

    #expect(try await reports.map(\.outcome) == [.succeeded])
    #expect(bench.faults.tally(of: .changeVisibility).calls == 3)
  }
}
