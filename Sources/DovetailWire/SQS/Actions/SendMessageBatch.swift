package import DovetailTransport

/// SendMessageBatch: adds up to ten messages to a queue.
package struct SendMessageBatch: BatchCall {
  package static let action = SQSAction.sendMessageBatch

  package let queue: QueueURL
  package let batch: Batch<OutgoingMessage>

  package init(queue: QueueURL, messages: [OutgoingMessage]) {
    self.init(queue: queue, batch: Batch(of: messages))
  }

  init(queue: QueueURL, batch: Batch<OutgoingMessage>) {
    self.queue = queue
    self.batch = batch
  }

  package typealias Answer = [Result<SentMessage, TransportError>]
  typealias Entry = WireMessage
  typealias Success = WireSentMessage
}
