internal import DovetailTransport

/// Counts the messages of a queue, and tells how old they are.
struct SummarizeQueue {
  let queue: QueueName

  func run(in transaction: Transaction) throws -> QueueSummary {
    let queue = try transaction.queue(queue)
    let counts = try MessageCounts(of: queue, in: transaction)
    let (messages, now) = (transaction.messages, transaction.now)
    let oldest = now.advanced(by: .zero - queue.settings.retention)
    let future = Timestamp(milliseconds: .max)
    return QueueSummary(
      available: QueueSummary.Part(
        count: Int(counts.available),
        oldestSentAt: try messages.oldestSend(
          in: queue.backlog, after: oldest, upTo: now, retainedAfter: oldest)),
      delayed: QueueSummary.Part(
        count: Int(counts.delayed),
        oldestSentAt: try messages.oldestSend(
          in: queue.backlog, after: now, upTo: future, retainedAfter: oldest, received: false)),
      inFlight: QueueSummary.Part(
        count: Int(counts.inFlight),
        oldestSentAt: try messages.oldestSend(
          in: queue.backlog, after: now, upTo: future, retainedAfter: oldest, received: true)),
      time: now)
  }
}
