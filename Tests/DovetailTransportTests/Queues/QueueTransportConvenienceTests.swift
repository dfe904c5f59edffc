import DovetailTransport
import Testing

@Suite struct QueueTransportConvenienceTests {
  private let refusal = TransportError(.receiptHandleInvalid, attempt: "test")
  private let receipt = ReceiptHandle(rawValue: "receipt")

  @Test func `a call for one entry throws that entry's error`() async throws {
    let transport = StubTransport(outcomes: [.failure(refusal)])
    let queue = try QueueName("orders")

    for call in calls(transport, queue) {
      let error = await #expect(throws: TransportError.self) { try await call() }
      #expect(error?.code == .receiptHandleInvalid)
    }
  }

  @Test(arguments: [0, 2])
  func `a call for one entry throws when a transport answers with another number`(
    count: Int
  ) async throws {
    let transport = StubTransport(outcomes: Array(repeating: .success(()), count: count))
    let queue = try QueueName("orders")

    for call in calls(transport, queue) {
      let error = await #expect(throws: TransportError.self) { try await call() }
      #expect(error?.code == .outcomeUnknown)
    }
  }

  @Test func `a call for one entry returns when it succeeded`() async throws {
    let transport = StubTransport(outcomes: [.success(())])
    let queue = try QueueName("orders")

    for call in calls(transport, queue) { try await call() }
  }

  private func calls(
    _ transport: StubTransport, _ queue: QueueName
  ) -> [() async throws -> Void] {
    [
      { _ = try await transport.send(OutgoingMessage("a"), to: queue) },
      { try await transport.delete(receipt, from: queue) },
      { try await transport.changeVisibility(of: receipt, to: .zero, on: queue) },
    ]
  }
}

/// Answers every call with the same outcomes.
private struct StubTransport: QueueTransport {
  var outcomes: [Result<Void, TransportError>]

  func send(
    _ messages: [OutgoingMessage], to queue: QueueName
  ) async throws -> [Result<SentMessage, TransportError>] {
    outcomes.map { $0.map { SentMessage(id: MessageID(rawValue: "id")) } }
  }

  func receive(
    from queue: QueueName, _ options: ReceiveOptions
  ) async throws -> [ReceivedMessage] {
    []
  }

  func delete(
    _ receipts: [ReceiptHandle], from queue: QueueName
  ) async throws -> [Result<Void, TransportError>] {
    outcomes
  }

  func changeVisibility(
    _ changes: [VisibilityChange], on queue: QueueName
  ) async throws -> [Result<Void, TransportError>] {
    outcomes
  }
}
