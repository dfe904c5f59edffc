import DovetailTransport

/// Passes calls on, and counts each as the request that it is on SQS.
///
/// A call that fails counts too: a throttled request is a request.
struct MeteredTransport: QueueTransport {
  let inner: any QueueTransport
  let meter: RequestMeter

  func send(
    _ messages: [OutgoingMessage], to queue: QueueName
  ) async throws -> [Result<SentMessage, TransportError>] {
    meter.count(.send, at: .queue(queue)) { $0.add(sizes: messages.map(\.size)) }
    return try await inner.send(messages, to: queue)
  }

  func receive(
    from queue: QueueName, _ options: ReceiveOptions
  ) async throws -> [ReceivedMessage] {
    var messages: [ReceivedMessage] = []
    defer { meter.count(.receive, at: .queue(queue)) { $0.add(sizes: messages.map(\.size)) } }
    messages = try await inner.receive(from: queue, options)
    return messages
  }

  func delete(
    _ receipts: [ReceiptHandle], from queue: QueueName
  ) async throws -> [Result<Void, TransportError>] {
    meter.count(.delete, at: .queue(queue)) { $0.add(entries: receipts.count) }
    return try await inner.delete(receipts, from: queue)
  }

  func changeVisibility(
    _ changes: [VisibilityChange], on queue: QueueName
  ) async throws -> [Result<Void, TransportError>] {
    meter.count(.changeVisibility, at: .queue(queue)) { $0.add(entries: changes.count) }
    return try await inner.changeVisibility(changes, on: queue)
  }
}
