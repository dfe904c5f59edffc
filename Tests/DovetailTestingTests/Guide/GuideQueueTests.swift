import DovetailTesting
import DovetailTransport
import Testing

@Suite("Guide: queues alone", .timeLimit(.minutes(5)))
struct GuideQueueTests {
  @Test func `an order is sent, and comes again when it is not deleted`() async throws {
    let queues = try await TestQueues("orders")
    let orders = try QueueName("orders")
    _ = try await queues.transport.send(OutgoingMessage("7 apples"), to: orders)

    #expect(try await queues.requireOne(in: "orders").body == "7 apples")

    _ = try await queues.transport.receive(from: orders)
    try await queues.advance(by: .seconds(30))
    let again = try await queues.transport.receive(from: orders)
    #expect(again.map(\.receiveCount) == [2])
  }
}
