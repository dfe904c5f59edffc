extension SQLiteDouble {
  /// What SQLite finds damaged in the database, up to a hundred places; reads all of it.
  ///
  /// Throws `storageUnusable` when it cannot be read at all.
  package func damage() async throws -> [String] {
    try await readLane.perform("check the database") { transaction in
      let lines = try transaction.connection.rows("PRAGMA integrity_check(100)") {
        (row) throws(SQLiteError) in try row.text(0)
      }
      return lines == ["ok"] ? [] : lines
    }
  }
}
