package import DovetailTransport

/// DeleteMessageBatch: deletes up to ten messages by the handles of their receives.
package struct DeleteMessageBatch: BatchCall {
  package static let action = SQSAction.deleteMessageBatch

  package let queue: QueueURL
  package let batch: Batch<ReceiptHandle>

  package init(queue: QueueURL, receipts: [ReceiptHandle]) {
    self.init(queue: queue, batch: Batch(of: receipts))
  }

  init(queue: QueueURL, batch: Batch<ReceiptHandle>) {
    self.queue = queue
    self.batch = batch
  }

  package typealias Answer = [Result<Void, TransportError>]
  typealias Entry = WireReceipt
  typealias Success = WireDone<ReceiptHandle>
}
