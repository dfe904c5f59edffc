/// What a lane knows of its database from one transaction to the next, for as long as nobody else writes to it
/// and nothing is undone.
///
/// It belongs to one lane, which alone touches it, one thread at a time.
final class LaneKnowledge {
  let queues = FoundRecords<Int64, QueueRecord>()
  let buckets = FoundRecords<String, BucketRecord>()
  let numbers = NumberBlock()
  /// The version of the pages after the lane's last commit; nil when nothing is known.
  private var version: UInt32?

  /// Whether it holds in the transaction that has just begun, and that writes; if not, it is forgotten.
  func holds(in connection: Connection) -> Bool {
    if let version, connection.pageVersion == version { return true }
    forget()
    return false
  }

  /// Says that the lane has committed.
  func confirm(in connection: Connection) {
    version = connection.pageVersion
  }

  /// Forgets all of it.
  func forget() {
    version = nil
    queues.forget()
    buckets.forget()
    numbers.forget()
  }
}
