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
    for _ in 0..<4 {
      let renewal = bench.transport.nextCall { $0 == .changeVisibility([.seconds(60)]) }
      bench.clock.advance(by: .seconds(30))
      await renewal.pass()
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
    let sixty = Duration.seconds(60)
    let renewal = bench.transport.nextCall {
      $0 == .changeVisibility([sixty, sixty, sixty, sixty])
    }
    bench.clock.advance(by: .seconds(30))
    await renewal.pass()
    gate.open()

    #expect(try await reports.count == 4)
  }

  @Test func `rule 3: a renewal that fails for now is tried again`() async throws {
    let bench = try await Workbench()
    let gate = Gate()
    let slow = bench.broker.task("slow") { await gate.pass() }
    try await slow.enqueue()

    async let reports = Worker(bench.broker) { slow }.drain()
    await gate.waitForArrivals(1)
    bench.transport.fail { call in
      if case .changeVisibility = call { TransportError(.throttled, attempt: "test") } else { nil }
    }
    let failure = bench.transport.nextCall { $0 == .changeVisibility([.seconds(60)]) }
    bench.clock.advance(by: .seconds(30))
    await failure.pass()
    bench.transport.fail(nil)
    await bench.clock.waitForCall(by: bench.clock.now.advanced(by: .seconds(1)))
    let renewal = bench.transport.nextCall { $0 == .changeVisibility([.seconds(60)]) }
    bench.clock.advance(by: .seconds(1))
    await renewal.pass()
    gate.open()

    #expect(try await reports.map(\.outcome) == [.succeeded])
  }
}
