import DovetailTransport

/// A transport that gives each message out once, in the order of the sends, and remembers what reached
/// it; it hides nothing and never waits.
actor PlainQueue: QueueTransport {
  /// The bodies of the messages that were sent.
  private(set) var sent: [String] = []
  private(set) var receives = 0
  private(set) var deleted: [ReceiptHandle] = []
  private var waiting: ArraySlice<String> = []

  func send(
    _ messages: [OutgoingMessage], to queue: QueueName
  ) async throws -> [Result<SentMessage, TransportError>] {
    sent += messages.map(\.body)
    waiting += messages.map(\.body)
    return messages.map { .success(SentMessage(id: MessageID(rawValue: $0.body))) }
  }

  func receive(
    from queue: QueueName, _ options: ReceiveOptions
  ) async throws -> [ReceivedMessage] {
    receives += 1
    defer { waiting = waiting.dropFirst(options.maxMessages) }
    return waiting.prefix(options.maxMessages).map {
      ReceivedMessage(
        id: MessageID(rawValue: $0), receipt: ReceiptHandle(rawValue: $0), body: $0,
        sentAt: Timestamp(milliseconds: 0), firstReceivedAt: Timestamp(milliseconds: 0),
        receiveCount: 1)
    }
  }

  func delete(
    _ receipts: [ReceiptHandle], from queue: QueueName
  ) async throws -> [Result<Void, TransportError>] {
    deleted += receipts
    return receipts.map { _ in .success(()) }
  }

  func changeVisibility(
    _ changes: [VisibilityChange], on queue: QueueName
  ) async throws -> [Result<Void, TransportError>] {
    changes.map { _ in .success(()) }
  }
}
