import Dovetail
import DovetailSwiftTesting
import Testing

/// A thousand cases at once, each with a broker of its own: how long they take is printed with the suite.
@Suite("A thousand tests", .broker, .timeLimit(.minutes(5)))
struct ManyBrokersTests {
  @Test(arguments: 0..<1000)
  func `tasks of one name do not meet`(number: Int) async throws {
    let t = try TestBroker.current
    let rows = Rows()
    t.serve { Mail.welcome.handle { address in rows.insert(address) } }

    try await t.broker.enqueue(Mail.welcome, "\(number)")
    try await t.requireOne(Mail.welcome, with: "\(number)")
    try await t.drain(.runs(1))

    #expect(rows.all == ["\(number)"])
  }
}
