import Dovetail

/// A transport that does something about receives, and passes everything else on to another one.
protocol ReceiveListener: QueueTransport {
  var inner: any QueueTransport { get }
}

extension ReceiveListener {
  func send(
    _ messages: [OutgoingMessage], to queue: QueueName
  ) async throws -> [Result<SentMessage, TransportError>] {
    try await inner.send(messages, to: queue)
  }

  func delete(
    _ receipts: [ReceiptHandle], from queue: QueueName
  ) async throws -> [Result<Void, TransportError>] {
    try await inner.delete(receipts, from: queue)
  }

  func changeVisibility(
    _ changes: [VisibilityChange], on queue: QueueName
  ) async throws -> [Result<Void, TransportError>] {
    try await inner.changeVisibility(changes, on: queue)
  }
}
