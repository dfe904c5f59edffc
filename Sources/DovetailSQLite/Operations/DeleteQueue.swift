internal import DovetailTransport

/// DeleteQueue: removes a queue with its messages, attributes, tags and move tasks.
///
/// Its messages are gone with it, though their rows are deleted bit by bit.
///
/// Queues that name it as their dead-letter queue go on doing so.
struct DeleteQueue {
  let queue: QueueName

  func run(in transaction: Transaction) throws {
    let queue = try transaction.queue(queue)
    try transaction.drop(queue.backlog)
    try transaction.queueAttributes.deleteAll(of: queue.id)
    try transaction.tags.deleteAll(of: queue.id)
    try transaction.moveTasks.deleteAll(of: queue.id)
    try transaction.queues.delete(queue.id)
    let now = transaction.now
    try transaction.deletedQueues.insert(
      queue.name, of: queue.account, at: now,
      rested: now.advanced(by: .zero - SQSLimits.queueRest))
    // Receives that wait look again, find their queue gone, and return nothing.
    transaction.stir(queue.id)
  }
}
