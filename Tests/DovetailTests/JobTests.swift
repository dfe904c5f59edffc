import Dovetail
import Testing

@Suite("Jobs")
struct JobTests {
  @Test func `a job found by its id has the value of the one that was sent`() async throws {
    let broker = try await Broker.open("memory:")
    let add = broker.task("add") { (a: Int, b: Int) in a + b }
    let sent = try await add.enqueue(2, 3)
    try await Worker(broker) { add }.drain()

    let found = broker.job(sent.id, as: Int.self)

    #expect(try await found.value(timeout: .seconds(5)) == 5)
  }
}
