internal import DovetailTransport

/// PurgeQueue: removes all messages of a queue, whatever their state, at once, though their rows are
/// deleted bit by bit.
struct PurgeQueue {
  let queue: QueueName
  let isStrict: Bool

  func run(in transaction: Transaction) throws {
    let queue = try transaction.queue(queue)
    if isStrict, let purgedAt = try transaction.queues.purgedAt(queue.id),
      transaction.isResting(since: purgedAt)
    {
      throw TransportError.invalid(
        .purgeQueueInProgress,
        "Only one PurgeQueue operation on \(queue.name) is allowed every 60 seconds.")
    }
    try transaction.empty(queue)
    try transaction.queues.setPurged(queue.id, at: transaction.now)
  }
}

extension Transaction {
  /// Whether a queue rests after what was done to it at `instant`; one that is still to come is of a time that
  /// has been reset.
  func isResting(since instant: Timestamp) -> Bool {
    (.zero..<SQSLimits.queueRest).contains(instant.duration(to: now))
  }
}
