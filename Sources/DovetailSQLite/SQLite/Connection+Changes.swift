internal import CSQLite

// What other connections do to the file.
extension Connection {
  /// A number that other connections' commits change, and this one's own do not.
  ///
  /// Source: sqlite.org/pragma.html#pragma_data_version.
  func dataVersion() throws(SQLiteError) -> Int64 {
    let version = try first("PRAGMA data_version") { (row) throws(SQLiteError) in
      try row.integer(0)
    }
    guard let version else { throw SQLiteError(code: SQLITE_ERROR, message: "no data version") }
    return version
  }

  /// The data version, and whether another connection holds the lock for writing at this moment.
  ///
  /// When none does, nobody is in the midst of a commit: all that stands in the log belongs to that
  /// version. Waits for nobody.
  func look() throws(SQLiteError) -> (version: Int64, isBeingWritten: Bool) {
    let timeout = busyMilliseconds
    setBusyTimeout(milliseconds: 0)
    defer { setBusyTimeout(milliseconds: timeout) }
    do {
      try run("BEGIN IMMEDIATE")
    } catch {
      guard error.primaryCode == SQLITE_BUSY else { throw error }
      return (try dataVersion(), true)
    }
    do {
      let version = try dataVersion()
      try run("ROLLBACK")
      return (version, false)
    } catch {
      if !isAutocommit { try? run("ROLLBACK") }  // If it fails, the next BEGIN fails, and says so.
      throw error
    }
  }
}
