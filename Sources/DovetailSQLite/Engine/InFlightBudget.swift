internal import DovetailTransport

/// How many more messages of each queue may be hidden by receives, known without counting them.
///
/// The backlog's row holds a number that the messages in flight never exceed. A lane reserves a share of
/// what is left and spends it without looking; only when nothing is left are the messages counted, so
/// that those which came back or went make room. Several processes on a file that count at the same
/// time may together pass the limit by their shares.
///
/// It belongs to one lane, which alone touches it, one thread at a time.
final class InFlightBudget {
  private let limit: Int
  private let share: Int
  private var shares: [Int64: Int] = [:]
  /// Of so many backlogs it knows shares; then it forgets them, since most queues may be gone.
  private static let mostShares = 10_000
  /// The second in which what is over of each backlog's counts was deleted last.
  private var swept: [Int64: Int64] = [:]
  /// The backlogs of which a receive got less than it wanted, so that somebody may wait for room.
  private var refused: Set<Int64> = []
  /// Of these, those that have had room since, if the transaction is not undone.
  private var satisfied: Set<Int64> = []

  init(limit: Int) {
    self.limit = limit
    share = min(4096, limit)
  }

  /// Takes room for up to `count` messages of a backlog, and returns for how many there was.
  func take(
    _ count: Int, of backlog: Int64, in transaction: Transaction
  ) throws(SQLiteError) -> Int {
    guard count > 0 else { return 0 }
    if shares[backlog, default: 0] < count { try reserve(for: backlog, in: transaction) }
    let granted = min(count, shares[backlog, default: 0])
    shares[backlog, default: 0] -= granted
    if granted < count {
      refused.insert(backlog)
      satisfied.remove(backlog)
    } else if refused.contains(backlog) {
      satisfied.insert(backlog)
    }
    return granted
  }

  /// Whether a message that goes makes room that somebody may wait for.
  func isWanted(in backlog: Int64) -> Bool { refused.contains(backlog) }

  /// Whether it is time to delete what is over of a backlog's counts: once a second, when they change.
  func isToBeSwept(_ backlog: Int64, at now: Timestamp) -> Bool {
    if swept.count > 10_000 { swept = [:] }
    let second = now.secondsRoundedDown
    return swept.updateValue(second, forKey: backlog) != second
  }

  /// Forgets what it reserved in a transaction that was undone.
  func forget() {
    shares = [:]
    satisfied = []
  }

  /// Takes note that the transaction is committed, which has dropped those backlogs.
  func commit(dropping dropped: Set<Int64>) {
    refused.subtract(satisfied)
    refused.subtract(dropped)
    satisfied = []
  }

  private func reserve(for backlog: Int64, in transaction: Transaction) throws(SQLiteError) {
    if shares.count >= Self.mostShares { shares = [:] }
    if try transaction.backlogs.reserve(share, of: limit, for: backlog) {
      shares[backlog, default: 0] += share
      return
    }
    let count = Int(try transaction.lastingFlightCount(of: backlog))
    let granted = max(0, min(share, limit - count))
    try transaction.backlogs.setReserved(count + granted, for: backlog)
    shares[backlog] = granted
  }
}
