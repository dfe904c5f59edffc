internal import Dispatch
internal import DovetailTransport

/// Notices what other connections, of this process or another, have committed to a lane's file.
///
/// SQLite's data version tells that they have; the lane's own commits leave it as it is. When to look at
/// it tells the write-ahead log: who writes to it begins a commit, so the lane looks each millisecond
/// until nobody commits any more. It listens only while it rests with polls parked. Having begun to, it
/// looks whether anybody is in the midst of a commit, whose writes it could not hear any more: so no
/// commit goes unnoticed, and nothing has to be looked at while nothing is written.
struct ChangeWatch {
  /// When to look again, whether anything is heard or not.
  private(set) var nextLook: Timestamp?
  /// The version of the file when it was last looked at; nil when that failed, and at first.
  private var seen: Int64?
  private var log: FileWatch?
  /// Whether others may have written since the last look that did not fail, as a transaction has found.
  private var othersWrote = false
  /// Whether a transaction has found out since the lane began to work what others had written before.
  private var hasBegun = false
  /// How often in a row another connection was in the midst of a commit.
  private var waits = 0
  /// When the lane has rested from its last look.
  private var restedAt = Timestamp(milliseconds: .min)

  /// Between looks where nothing can be heard, and when another's commit takes long.
  private static let interval = Duration.milliseconds(20)
  /// How many looks at another's commit are a millisecond apart.
  private static let shortWaits = 50

  /// Whether the file has changed since it was asked last; while the lane rests from a look, it has not.
  mutating func hasChanged(
    _ connection: Connection, at now: Timestamp
  ) throws(SQLiteError) -> Bool {
    guard now >= restedAt else { return false }
    let version = try connection.dataVersion()
    defer { seen = version }
    othersWrote = false
    return version != seen
  }

  /// Whether the lane is to ask whether the file has changed: a transaction of its own tells that too, and
  /// what others write after it, the lane hears, or finds when it begins the next.
  var hasReasonToLook: Bool { othersWrote || !hasBegun }

  /// Takes note of what a transaction of the lane's found when it began.
  mutating func noteTransaction(othersWrote: Bool) {
    hasBegun = true
    if othersWrote { self.othersWrote = true }
  }

  /// Counts the file as changed: the look at what has changed failed.
  mutating func forget() {
    seen = nil
    othersWrote = true
  }

  /// Sees to it that looks take a fifth of the lane's time: polls on thousands of queues make them
  /// long, and another may commit without a pause.
  mutating func rest(from look: Duration, at now: Timestamp) {
    restedAt = now.advanced(by: min(look * 4, .seconds(1)))
  }

  /// Begins to listen, with `makeWatch` if need be, and sets when to look although nothing is heard.
  mutating func listen(_ connection: Connection, at now: Timestamp, makeWatch: () -> FileWatch?) {
    if log == nil { log = makeWatch() }
    guard log?.listen(to: connection.logPath) == true else {
      nextLook = now.advanced(by: Self.interval)
      return
    }
    guard let seen, let (version, isBeingWritten) = try? connection.look() else {
      nextLook = now.advanced(by: .seconds(1))  // What is wrong shows when an operation meets it.
      return
    }
    waits = isBeingWritten ? waits + 1 : 0
    if version != seen {
      nextLook = max(now, restedAt)
    } else if isBeingWritten {
      nextLook = now.advanced(by: waits > Self.shortWaits ? Self.interval : .milliseconds(1))
    } else {
      nextLook = nil
    }
  }

  /// Listens no more, until it is told to: the lane's own commits are not to be heard.
  mutating func stopListening() {
    log?.stopListening()
    nextLook = nil
    hasBegun = false
  }
}
