import Dovetail
import DovetailSwiftTesting
import Testing

/// Each fault by one call.
@Suite("Breaking", .broker, .timeLimit(.minutes(5)))
struct FaultTests {
  let outbox = Outbox()

  private func enqueued(_ count: Int = 1) async throws -> TestBroker {
    let t = try TestBroker.current
    t.serve { Mail.handlers(outbox) }
    for number in 0..<count { try await t.broker.enqueue(Mail.welcome, "\(number)") }
    return t
  }

  @Test func `delivered twice`() async throws {
    let t = try await enqueued()
    t.inject(.deliverTwice)

    #expect(try await t.drain().outcomes == [.succeeded, .duplicate])
    #expect(outbox.sent == ["0"])
  }

  @Test func `out of order`() async throws {
    let t = try await enqueued(10)
    t.inject(.outOfOrder)

    try await t.drain(.runs(10))

    #expect(outbox.sent != outbox.sent.sorted())
    #expect(outbox.sent.sorted() == (0..<10).map { "\($0)" })
  }

  @Test func `the same seed makes the same disorder`() async throws {
    var orders: [[String]] = []
    for seed: UInt64 in [7, 7, 8] {
      let t = try await TestBroker(options: TestOptions { $0.seed = seed })
      let outbox = Outbox()
      t.serve { Mail.handlers(outbox) }
      for number in 0..<10 { try await t.broker.enqueue(Mail.welcome, "\(number)") }
      t.inject(.outOfOrder)
      try await t.drain()
      orders.append(outbox.sent)
    }

    #expect(orders[0] == orders[1])
    #expect(orders[0] != orders[2])
  }

  @Test func `a crash before the result is stored runs the body again`() async throws {
    let t = try await enqueued()
    t.inject(.crash(before: .putBlob))

    let report = try await t.drain(.expectingFailures)
    #expect(report.crashes == 1)
    #expect(report.outcomes == [.unsettled])
    try await t.advance(by: .seconds(60))
    #expect(try await t.drain().outcomes == [.succeeded])
    #expect(outbox.sent == ["0", "0"])
  }

  @Test func `a crash in a send is told to the caller, and the next drain goes on`() async throws {
    let t = try await enqueued()
    t.inject(.crash(after: .send))

    await #expect(throws: TransportError.self) {
      try await t.broker.enqueue(Mail.welcome, "1")
    }

    try await t.drain(.runs(2))
    #expect(outbox.sent == ["0", "1"])
  }

  @Test func `a lease that is lost cancels the run`() async throws {
    let t = try TestBroker.current
    let seen = Rows()
    t.serve {
      Mail.welcome.handle { context, _ in
        seen.insert("\(Task.isCancelled) at receive \(context.receiveCount)")
        try Task.checkCancellation()
      }
    }
    try await t.broker.enqueue(Mail.welcome, "ada")
    t.inject(.loseLease)

    let report = try await t.drain(.expectingFailures)

    #expect(report.outcomes == [.lost, .succeeded])
    #expect(seen.all == ["false at receive 2", "true at receive 1"])
  }

  @Test func `a lease that is lost and made good is no failure of the drain`() async throws {
    let t = try TestBroker.current
    t.serve { Mail.welcome.handle { _ in try Task.checkCancellation() } }
    try await t.broker.enqueue(Mail.welcome, "ada")
    t.inject(.loseLease)

    #expect(try await t.drain().outcomes == [.lost, .succeeded])
  }

  @Test func `entries of a send fail, and the answer to one is lost`() async throws {
    let t = try TestBroker.current
    t.inject(.failEntries(.throttled, .send).at(0).times(1), .loseAnswer(.send).times(1))

    let outcomes = await t.broker.enqueueAll(Mail.invoice, [("ada", 1), ("eve", 2)])

    #expect(outcomes.allSatisfy { (try? $0.get()) != nil })
    #expect(Set(try await t.enqueued().of(Mail.invoice).map(\.arguments.0)) == ["ada", "eve"])
  }

  @Test func `a body that comes damaged is a dead letter`() async throws {
    let t = try await enqueued()
    t.inject(.corruptBodies)

    let report = try await t.drain(.expectingFailures)

    #expect(report.first?.name == nil)
    #expect(try await t.deadLetters().count == 1)
  }

  @Test func `a payload that is gone is a dead letter`() async throws {
    let t = try TestBroker.current
    t.serve { Mail.handlers(outbox) }
    try await t.broker.enqueue(Mail.welcome, String(repeating: "x", count: 1_100_000))
    t.inject(.dropPayloads)

    try await t.requireOne(Mail.welcome)
    try await t.drain(.expectingFailures)

    #expect(try await t.deadLetters().first?.reason?.hasSuffix("is missing.") == true)
  }

  @Test func `rules are taken back`() async throws {
    let t = try await enqueued()
    for id in t.inject(.corruptBodies, .throttle(.delete)) { t.faults.remove(id) }

    try await t.drain(.runs(1))
  }
}
