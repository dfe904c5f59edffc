import Dovetail
import Testing

@Suite("Worker: leases", .timeLimit(.minutes(1)))
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
}
