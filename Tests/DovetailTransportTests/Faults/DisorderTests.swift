import DovetailTransport
import Testing

@Suite("Faults: disorder", .timeLimit(.minutes(5)))
struct DisorderTests {
  private let bodies = ["a", "b", "c", "d", "e", "f"]

  /// What single receives bring, in order.
  private func received(seed: UInt64, _ rule: FaultRule = .outOfOrder) async throws -> [String] {
    let queue = try FaultyQueue(seed: seed)
    queue.plan.add(rule)
    for body in bodies { try await queue.send(body) }
    var received: [String] = []
    while let message = try await queue.receive(1).first { received.append(message.body) }
    return received
  }

  @Test func `messages come in another order, each once`() async throws {
    let received = try await received(seed: 1)

    #expect(received != bodies)
    #expect(received.sorted() == bodies)
  }

  @Test func `the seed decides the order`() async throws {
    let first = try await received(seed: 1)

    #expect(try await received(seed: 1) == first)
    #expect(try await received(seed: 2) != first)
  }

  @Test func `a receive returns no more than it was asked for`() async throws {
    let queue = try FaultyQueue()
    queue.plan.add(.outOfOrder)
    for body in bodies { try await queue.send(body) }

    #expect(try await queue.receive(4).count == 4)
    #expect(try await queue.receive(4).count == 2)
    #expect(try await queue.receive(4) == [])
  }

  @Test func `what was put behind others still comes when the rule is gone`() async throws {
    let queue = try FaultyQueue()
    let id = queue.plan.add(.outOfOrder)
    for body in bodies { try await queue.send(body) }
    let first = try await queue.receive(1).map(\.body)
    queue.plan.remove(id)

    let rest = try await queue.receive(10).map(\.body)

    #expect((first + rest).sorted() == bodies)
  }

  @Test func `messages of FIFO queues keep their order`() async throws {
    let queue = try FaultyQueue()
    let fifo = try QueueName("orders.fifo")
    queue.plan.add(.outOfOrder)
    for body in bodies { _ = try await queue.transport.send([OutgoingMessage(body)], to: fifo) }

    var received: [String] = []
    while let message = try await queue.transport.receive(from: fifo).first {
      received.append(message.body)
    }

    #expect(received == bodies)
  }

  @Test func `a receive that fails on the way still brings what it has`() async throws {
    let queue = try FaultyQueue()
    queue.plan.add(.outOfOrder)
    try await queue.send("a")

    #expect(try await queue.receive(1).map(\.body) == ["a"])
  }
}
