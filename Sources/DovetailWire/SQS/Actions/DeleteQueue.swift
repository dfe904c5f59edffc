package import DovetailTransport

/// DeleteQueue: deletes a queue with all that is in it.
package struct DeleteQueue: QueueOnlyCall {
  package static let action = SQSAction.deleteQueue

  package var queue: QueueURL

  package init(queue: QueueURL) {
    self.queue = queue
  }

  package typealias Answer = Void
}
