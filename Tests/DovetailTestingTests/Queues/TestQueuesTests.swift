import DovetailTesting
import DovetailTransport
import Synchronization
import Testing

@Suite("Queues alone", .timeLimit(.minutes(5)))
struct TestQueuesTests {
  private func text(_ body: () async throws -> Void) async throws -> String {
    let failure = await #expect(throws: TestFailure.self) { try await body() }
    return try #require(failure).text
  }

  @Test func `what is there is shown where something else is required`() async throws {
    let queues = try await TestQueues("orders", "billing.fifo")
    let (orders, billing) = (try QueueName("orders"), try QueueName("billing.fifo"))
    _ = try await queues.transport.send(
      [OutgoingMessage("a", delay: .seconds(60)), OutgoingMessage("b")], to: orders)
    _ = try await queues.transport.send(
      OutgoingMessage("c", groupID: "g", deduplicationID: "1"), to: billing)
    _ = try await queues.transport.receive(from: billing)

    #expect(
      try await text { try await queues.requireOne(in: "orders") } == """
        orders has 2 messages; one was expected.
        - "b", can be received now
        - "a", delayed until 2027-01-15T08:01:00.000Z, 60 s from now
        """)
    #expect(
      try await text { try await queues.requireNone(in: "billing.fifo") } == """
        billing.fifo has one message; none was expected.
        - "c" of group g, in flight until 2027-01-15T08:00:30.000Z, 30 s from now
        """)
    #expect(
      try await text { try await queues.require(["a", "b"], in: "orders") } == """
        orders does not have the bodies "a", "b" in this order; it has 2 messages.
        - "b", can be received now
        - "a", delayed until 2027-01-15T08:01:00.000Z, 60 s from now
        """)
    try await queues.require(["b", "a"], in: "orders")
    #expect(try await queues.messages(in: "orders", .delayed).map(\.body) == ["a"])
  }

  @Test func `a consumer goes on before time does`() async throws {
    let queues = try await TestQueues("orders")
    let orders = try QueueName("orders")
    let seen = Moments()
    let start = queues.clock.now

    await queues.watching {
      await withTaskGroup { group in
        group.addTask {
          while !Task.isCancelled {
            let options = ReceiveOptions(waitTime: .seconds(20))
            guard
              let message = try? await queues.transport.receive(from: orders, options).first
            else { continue }
            try? await queues.clock.sleep(for: .seconds(5))
            seen.add(queues.clock.now)
            try? await queues.transport.delete(message.receipt, from: orders)
          }
        }
        for _ in 0..<3 {
          _ = try? await queues.transport.send(OutgoingMessage("x"), to: orders)
        }
        try? await queues.advance(by: .seconds(60))
        group.cancelAll()
      }
    }

    let seconds = seen.all.map { start.duration(to: $0) }
    #expect(seconds == [.seconds(5), .seconds(10), .seconds(15)])
    try await queues.requireNone(in: "orders")
  }

  @Test func `calls are broken on demand`() async throws {
    let queues = try await TestQueues("orders")
    let orders = try QueueName("orders")
    queues.inject(.loseAnswer(.send).times(1))

    await #expect(throws: TransportError.self) {
      try await queues.transport.send(OutgoingMessage("a"), to: orders)
    }

    try await queues.requireOne(in: "orders")
  }

  @Test func `a name against the rules is told`() async throws {
    await #expect(throws: TransportError.self) { try await TestQueues("no spaces") }
  }
}

/// Moments, noted by any task.
private final class Moments: Sendable {
  private let moments = Mutex<[Timestamp]>([])

  var all: [Timestamp] { moments.withLock { $0 } }

  func add(_ moment: Timestamp) {
    moments.withLock { $0.append(moment) }
  }
}
