import Dovetail
import Testing

@Suite("Quick start")
struct QuickStartTests {
  @Test func `the quick start of the README prints 5`() async throws {
    let broker = try await Broker.open("memory:")
    let add = broker.task("add") { (a: Int, b: Int) in a + b }

    let job = try await add.enqueue(2, 3)
    try await Worker(broker) { add }.drain()

    #expect(try await job.value(timeout: .seconds(5)) == 5)
  }
}
