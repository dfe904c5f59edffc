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
    let total = try transaction.queues.messageCount(of: queue.id)
    if total <= Self.exactUpTo {
      self = try transaction.messages.counts(of: queue.id, at: now, retainedAfter: oldest)
    } else {
      let bounds = [.min, oldest.milliseconds, now.milliseconds, .max]
      try count(total, Self.ranges(bounds.map(Timestamp.init(milliseconds:)), queue, transaction))
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

  /// The range between each two bounds, as far as it had to be counted: all but one to its end.
  private static func ranges(
    _ bounds: [Timestamp], _ queue: QueueRecord, _ transaction: Transaction
  ) throws -> [VisibleRange] {
    var limit = Self.exactUpTo
    while true {
      limit *= 4
      let ranges = try zip(bounds, bounds.dropFirst()).map { lower, upper in
        try transaction.messages.range(of: queue.id, after: lower, upTo: upper, limit: limit)
      }
      if ranges.count(where: { $0.count < limit }) >= ranges.count - 1 { return ranges }
    }
  }

  /// Takes the counts from the ranges of expired, visible and hidden messages.
  ///
  /// The largest is what the others leave of the total; of hidden messages that were not all counted,
  /// as many are in flight as of those that were, in proportion.
  private mutating func count(_ total: Int64, _ ranges: [VisibleRange]) {
    var numbers = ranges.map(\.count)
    guard let largest = numbers.indices.max(by: { numbers[$0] < numbers[$1] }) else { return }
    numbers[largest] = max(0, total - numbers.reduce(0, +) + numbers[largest])
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
