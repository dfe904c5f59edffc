package import DovetailTransport

/// ChangeMessageVisibilityBatch: sets how long up to ten received messages stay hidden.
package struct ChangeMessageVisibilityBatch: BatchCall {
  package static let action = SQSAction.changeMessageVisibilityBatch

  package let queue: QueueURL
  package let batch: Batch<VisibilityChange>

  package init(queue: QueueURL, changes: [VisibilityChange]) {
    self.init(queue: queue, batch: Batch(of: changes))
  }

  init(queue: QueueURL, batch: Batch<VisibilityChange>) {
    self.queue = queue
    self.batch = batch
  }

  package typealias Answer = [Result<Void, TransportError>]
  typealias Entry = WireVisibilityChange
  typealias Success = WireDone<VisibilityChange>
}
