/// How many messages have come to and gone from each queue in a transaction.
final class MessageTally {
  /// The change by queue.
  var changes: [Int64: Int64] = [:]

  func add(_ count: Int64, to queue: Int64) {
    changes[queue, default: 0] += count
  }
}
