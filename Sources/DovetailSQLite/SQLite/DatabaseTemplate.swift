internal import Synchronization

/// A database in memory, made once a process and copied page by page: to run the schema's statements
/// anew costs several times as much.
///
/// A copy by SQLite's backup, not `sqlite3_deserialize`: that makes a database which has each page
/// twice, grows by copying all of itself, and ends at 1 GiB.
///
/// `@unchecked Sendable`: the connection is guarded by the lock.
final class DatabaseTemplate: @unchecked Sendable {
  private let migrator: Migrator
  private let lock = Mutex(())
  private var connection: Connection?

  init(_ migrator: Migrator) {
    self.migrator = migrator
  }

  /// Fills an empty database in memory.
  func copy(into target: Connection) throws {
    try lock.withLock { _ in
      let template = try connection ?? make()
      connection = template
      try target.fill(from: template)
    }
  }

  private func make() throws -> Connection {
    let connection = try Connection(path: ":memory:")
    try migrator.migrate(connection)
    return connection
  }
}
