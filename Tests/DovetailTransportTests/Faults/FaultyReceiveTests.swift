import DovetailTransport
import Testing

@Suite("Faults of receives", .timeLimit(.minutes(5)))
struct FaultyReceiveTests {
  private let queue: FaultyQueue

  init() throws {
    queue = try FaultyQueue()
  }

  @Test func `a message that is delivered twice comes once more`() async throws {
    queue.plan.add(.deliverTwice)
    try await queue.send("a", "b")

    #expect(try await queue.receive().map(\.receiveCount) == [1, 1])
    let again = try await queue.receive()
    #expect(again.map(\.body) == ["a", "b"])
    #expect(again.map(\.receiveCount) == [2, 2])
    #expect(try await queue.receive() == [])
  }

  @Test func `a receive returns no more than it was asked for, copies included`() async throws {
    queue.plan.add(.deliverTwice.times(3))
    try await queue.send("a", "b", "c", "d", "e")
    _ = try await queue.receive(3)

    #expect(try await queue.receive(2).map(\.body) == ["a", "b"])
    #expect(try await queue.receive(2).map(\.body) == ["c", "d"])
    #expect(try await queue.receive(2).map(\.body) == ["e"])
  }

  @Test func `copies are kept when a receive fails`() async throws {
    queue.plan.add(.deliverTwice.times(1))
    try await queue.send("a")
    _ = try await queue.receive()
    queue.plan.add(.throttle(.receive).times(1))

    _ = try? await queue.receive()

    #expect(try await queue.receive().map(\.receiveCount) == [2])
  }

  @Test func `the copies that wait are bounded`() async throws {
    queue.plan.add(.deliverTwice)
    for _ in 0..<200 {
      try await queue.send("0", "1", "2", "3", "4", "5", "6", "7", "8", "9")
    }
    let messages = try await queue.transport.receive(
      from: queue.name, ReceiveOptions(maxMessages: 2000))
    #expect(messages.count == 2000)
    queue.plan.removeAll()

    let copies = try await queue.transport.receive(
      from: queue.name, ReceiveOptions(maxMessages: 2000))

    #expect(copies.count == 1000)
  }

  @Test func `messages of FIFO queues come once`() async throws {
    let fifo = try QueueName("orders.fifo")
    queue.plan.add(.deliverTwice)
    _ = try await queue.transport.send([OutgoingMessage("a")], to: fifo)

    #expect(try await queue.transport.receive(from: fifo).count == 1)
    #expect(try await queue.transport.receive(from: fifo) == [])
    #expect(queue.plan.brokenCalls.isEmpty)
  }

  @Test(arguments: ["{\"a\": 1}", "x", "é"])
  func `a corrupt body differs from what was sent`(body: String) async throws {
    queue.plan.add(.corruptBodies)
    try await queue.send(body)

    let received = try #require(try await queue.receive().first)

    #expect(received.body == "\u{FFFD}" + body.dropFirst())
  }

  @Test func `bodies are chosen by what they hold`() async throws {
    queue.plan.add(.corruptBodies.only(.body(containing: "b")))
    try await queue.send("a", "b")

    #expect(try await queue.receive().map(\.body) == ["a", "\u{FFFD}"])
  }

  @Test func `a receive whose answer is lost has taken the messages`() async throws {
    queue.plan.add(.loseAnswer(.receive).times(1))
    try await queue.send("a")

    await #expect(throws: TransportError.self) { try await queue.receive() }

    #expect(try await queue.receive() == [])
  }

  @Test func `an answer without messages is not worth losing`() async throws {
    queue.plan.add(.loseAnswer(.receive).times(1))

    #expect(try await queue.receive() == [])
    try await queue.send("a")

    await #expect(throws: TransportError.self) { try await queue.receive() }
  }
}
