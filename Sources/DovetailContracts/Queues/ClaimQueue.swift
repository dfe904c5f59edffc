internal import DovetailTransport

/// A queue that a claim has made, with the calls on it in short.
struct ClaimQueue: Sendable {
  let name: QueueName
  let subject: QueueTransportSubject

  private var transport: any QueueTransport { subject.transport }

  @discardableResult
  func send(_ body: String, delay: Duration? = nil) async throws -> SentMessage {
    try await transport.send(OutgoingMessage(body, delay: delay), to: name)
  }

  @discardableResult
  func send(
    _ body: String, attributes: [String: MessageAttribute]
  ) async throws -> SentMessage {
    try await transport.send(OutgoingMessage(body, attributes: attributes), to: name)
  }

  @discardableResult
  func send(_ message: OutgoingMessage) async throws -> SentMessage {
    try await transport.send(message, to: name)
  }

  /// Sends a batch.
  @discardableResult
  func send(
    batch messages: [OutgoingMessage]
  ) async throws -> [Result<SentMessage, TransportError>] {
    let outcomes = try await transport.send(messages, to: name)
    try expect(outcomes.count, is: messages.count, "the number of outcomes")
    return outcomes
  }

  /// Sends bodies in one batch, each of which must be accepted.
  func sendAll(_ bodies: [String]) async throws {
    for outcome in try await send(batch: bodies.map { OutgoingMessage($0) }) {
      try expectSuccess("each entry", of: outcome)
    }
  }

  /// Receives what is visible now; `hidingFor` is the receive's visibility timeout.
  func receive(_ maximum: Int = 1, hidingFor: Duration? = nil) async throws -> [ReceivedMessage] {
    let options = ReceiveOptions(
      maxMessages: maximum, visibilityTimeout: hidingFor, waitTime: .zero)
    return try await transport.receive(from: name, options)
  }

  /// Receives the one message that must be visible now.
  func receiveOne(
    hidingFor: Duration? = nil, fileID: String = #fileID, line: Int = #line
  ) async throws -> ReceivedMessage {
    let messages = try await receive(hidingFor: hidingFor)
    guard let message = messages.first, messages.count == 1 else {
      throw ClaimFailure(
        "Expected one message to be visible, received \(messages.count).",
        fileID: fileID, line: line
      )
    }
    return message
  }

  /// Throws when a message is visible; `when` says at what point: "before the timeout ends".
  func expectNone(
    _ when: String, fileID: String = #fileID, line: Int = #line
  ) async throws {
    let messages = try await receive(10)
    try expect(
      messages.isEmpty, "Expected no message \(when), received \(messages.map(\.body)).",
      fileID: fileID, line: line
    )
  }

  func delete(_ message: ReceivedMessage) async throws {
    try await transport.delete(message.receipt, from: name)
  }

  func delete(batch receipts: [ReceiptHandle]) async throws -> [Result<Void, TransportError>] {
    let outcomes = try await transport.delete(receipts, from: name)
    try expect(outcomes.count, is: receipts.count, "the number of outcomes")
    return outcomes
  }

  /// Hides a received message for so long from now.
  func hide(_ message: ReceivedMessage, for timeout: Duration) async throws {
    try await transport.changeVisibility(of: message.receipt, to: timeout, on: name)
  }

  func hide(batch changes: [VisibilityChange]) async throws -> [Result<Void, TransportError>] {
    let outcomes = try await transport.changeVisibility(changes, on: name)
    try expect(outcomes.count, is: changes.count, "the number of outcomes")
    return outcomes
  }

  func advance(_ duration: Duration) async throws {
    try await subject.time.advance(duration)
  }
}
