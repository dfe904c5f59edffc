/// How many messages have come to and gone from each backlog in a transaction.
final class MessageTally {
  /// The change by backlog.
  var changes: [Int64: Int64] = [:]

  func add(_ count: Int64, to backlog: Int64) {
    changes[backlog, default: 0] += count
  }
}
