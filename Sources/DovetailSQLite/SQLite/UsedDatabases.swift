internal import Synchronization

/// Databases in memory that their stores are done with, emptied for the next ones.
///
/// Of what a store in memory costs that lives for one test, most is to prepare its statements; a database
/// that was used has them.
///
/// `@unchecked Sendable`: the connections are guarded by the lock.
final class UsedDatabases: @unchecked Sendable {
  private let most: Int
  private let mostPages: Int64
  private let lock = Mutex(())
  private var connections: [Connection] = []

  /// Keeps up to `most` databases of up to `mostPages` each, 4 KiB a page.
  init(most: Int, mostPages: Int64) {
    self.most = most
    self.mostPages = mostPages
  }

  /// One that is as new; nil when there is none.
  func take() -> Connection? {
    lock.withLock { _ in connections.popLast() }
  }

  /// Empties a database that nobody uses any more, and keeps it unless it is too large or there are
  /// enough; one that cannot be emptied is let go.
  func giveBack(_ connection: Connection) {
    guard connection.isAutocommit, lock.withLock({ _ in connections.count < most }) else { return }
    do {
      let pages = try connection.first("PRAGMA page_count") { (row) throws(SQLiteError) in
        try row.integer(0)
      }
      guard let pages, pages <= mostPages else { return }
      try connection.run("BEGIN IMMEDIATE")
      for statement in Schema.emptying { try connection.run(statement) }
      try connection.run("COMMIT")
    } catch {
      return
    }
    lock.withLock { _ in
      if connections.count < most { connections.append(connection) }
    }
  }
}
