package import DovetailTransport

/// PurgeQueue: deletes all messages of a queue.
package struct PurgeQueue: QueueOnlyCall {
  package static let action = SQSAction.purgeQueue

  package var queue: QueueURL

  package init(queue: QueueURL) {
    self.queue = queue
  }

  package typealias Answer = Void
}
