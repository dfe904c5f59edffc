internal import DovetailTransport

/// About how many messages of a queue are available, in flight and delayed.
///
/// A small queue is counted row by row, and exactly. A large one is not scanned: the queue knows how
/// many messages it holds, and the index has those whose retention has ended, those that are visible
/// and those that are hidden in a range each; the two smaller ranges are counted. Messages whose
/// retention ended after their last receive still count there.
struct MessageCounts: Equatable {
  var available: Int64 = 0
  var inFlight: Int64 = 0
  var delayed: Int64 = 0

  static let names: Set<QueueAttributeName> = [
    .approximateNumberOfMessages, .approximateNumberOfMessagesNotVisible,
    .approximateNumberOfMessagesDelayed,
  ]

  /// Up to so many messages the counts are exact.
  static let exactUpTo: Int64 = 1000

  init(of queue: QueueRecord, in transaction: Transaction) throws {
    let now = transaction.now
    // A message is never visible before it is retained: what was visible by then has expired.
    let oldest = now.advanced(by: .zero - queue.settings.retention)
    let total = try transaction.backlogs.messageCount(of: queue.backlog)
    if total <= Self.exactUpTo {
      self = try transaction.messages.counts(of: queue.backlog, at: now, retainedAfter: oldest)
    } else {
      let bounds = [.min, oldest.milliseconds, now.milliseconds, .max]
      let (ranges, rest) = try Self.ranges(
        bounds.map(Timestamp.init(milliseconds:)), queue, transaction)
      count(total, ranges, rest: rest)
    }
  }

  init(available: Int64, inFlight: Int64, delayed: Int64) {
    self.available = available
    self.inFlight = inFlight
    self.delayed = delayed
  }

  var attributes: [QueueAttributeName: String] {
    [
      .approximateNumberOfMessages: String(available),
      .approximateNumberOfMessagesNotVisible: String(inFlight),
      .approximateNumberOfMessagesDelayed: String(delayed),
    ]
  }

  /// The range between each two bounds, as far as it had to be counted, and the one that was not
  /// counted to its end: it has what the others leave of the total.
  ///
  /// All are counted, further in each round, until but one is left: visible ones last, of which a queue
  /// has most as a rule.
  private static func ranges(
    _ bounds: [Timestamp], _ queue: QueueRecord, _ transaction: Transaction
  ) throws -> (ranges: [VisibleRange], rest: Int) {
    var ranges = Array(repeating: VisibleRange(count: 0, received: 0), count: 3)
    var open = [2, 0, 1]
    var limit = Self.exactUpTo
    while true {
      limit *= 4
      for index in open {
        ranges[index] = try transaction.messages.range(
          of: queue.backlog, after: bounds[index], upTo: bounds[index + 1], limit: limit)
        if ranges[index].count < limit { open.removeAll { $0 == index } }
        if open.count == 1 { return (ranges, open[0]) }
      }
    }
  }

  /// Takes the counts from the ranges of expired, visible and hidden messages.
  ///
  /// Of hidden messages that were not all counted, as many are in flight as of those that were, in
  /// proportion.
  private mutating func count(_ total: Int64, _ ranges: [VisibleRange], rest: Int) {
    var numbers = ranges.map(\.count)
    numbers[rest] = max(0, total - numbers.reduce(0, +) + numbers[rest])
    available = numbers[1]
    let (hidden, counted) = (numbers[2], ranges[2])
    let share = Double(counted.received) / Double(max(counted.count, 1))
    inFlight = hidden == counted.count ? counted.received : Int64(share * Double(hidden))
    delayed = hidden - inFlight
  }
}

/// Messages of a queue that became or become visible between two instants.
struct VisibleRange: Equatable {
  var count: Int64
  /// How many of them have been received.
  var received: Int64
}
