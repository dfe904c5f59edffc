internal import DovetailTransport

/// About how many messages of a queue are available, in flight and delayed.
///
/// A small queue is counted row by row, and exactly. Of a large one nothing is scanned: it is known how
/// many messages there are, and how many are hidden until each second, so that a hidden one counts as
/// such to the end of its second. Messages whose retention ended after their last receive still count
/// there.
struct MessageCounts: Equatable {
  var available: Int64 = 0
  var inFlight: Int64 = 0
  var delayed: Int64 = 0

  static let names: Set<QueueAttributeName> = [
    .approximateNumberOfMessages, .approximateNumberOfMessagesNotVisible,
    .approximateNumberOfMessagesDelayed,
  ]

  /// Up to so many messages the counts are exact.
  private static let exactUpTo: Int64 = 1000

  /// Nil when messages that have expired are to be cleared away first.
  init?(of queue: QueueRecord, in transaction: Transaction) throws {
    let total = try transaction.messageCount(of: queue.backlog)
    if total <= Self.exactUpTo {
      self = try Self.exact(of: queue, in: transaction)
      return
    }
    if try transaction.hasExpired(in: queue) { return nil }
    inFlight = min(try transaction.inFlightCount(of: queue), total)
    delayed = min(try transaction.delayedCount(of: queue), total - inFlight)
    available = total - inFlight - delayed
  }

  init(available: Int64, inFlight: Int64, delayed: Int64) {
    self.available = available
    self.inFlight = inFlight
    self.delayed = delayed
  }

  private static func exact(
    of queue: QueueRecord, in transaction: Transaction
  ) throws(SQLiteError) -> MessageCounts {
    let now = transaction.now
    let oldest = queue.oldestExpiry(at: now)
    let counts =
      try queue.settings.fifo == nil
      ? transaction.messages.counts(of: queue.backlog, at: now, retainedAfter: oldest)
      : transaction.messages.counts(
        ofGroupsIn: queue.backlog, at: now, delayedBy: queue.settings.delay, retainedAfter: oldest)
    return counts ?? MessageCounts(available: 0, inFlight: 0, delayed: 0)
  }

  var attributes: [QueueAttributeName: String] {
    [
      .approximateNumberOfMessages: String(available),
      .approximateNumberOfMessagesNotVisible: String(inFlight),
      .approximateNumberOfMessagesDelayed: String(delayed),
    ]
  }
}
