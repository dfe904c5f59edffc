internal import DovetailTransport

/// The `receive_attempt` table, a row for each receive of late that had an attempt id and found
/// messages: every statement that touches it is in this file.
struct AttemptTable {
  let connection: Connection

  /// What the attempt returned, encoded; reads along the constraint receive_attempt_key.
  func find(
    _ attempt: String, on backlog: Int64, at now: Timestamp
  ) throws(SQLiteError) -> [UInt8]? {
    try connection.first(Self.find, backlog, attempt, now) { (row) throws(SQLiteError) in
      try row.bytes(0)
    }
  }

  static let find: SQL = """
    SELECT receipts FROM receive_attempt
    WHERE backlog_id = ?1 AND attempt_id = ?2 AND ends_at_ms > ?3
    """

  /// Remembers what an attempt returned, and forgets two whose time is over.
  func remember(
    _ receipts: [UInt8], of attempt: String, on backlog: Int64, at now: Timestamp
  ) throws(SQLiteError) {
    let endsAt = now.advanced(by: SQSLimits.deduplicationWindow)
    try connection.run(Self.insert, backlog, attempt, endsAt, receipts)
    try connection.run(Self.sweep, now)
  }

  static let insert: SQL = """
    INSERT OR REPLACE INTO receive_attempt (backlog_id, attempt_id, ends_at_ms, receipts)
    VALUES (?1, ?2, ?3, ?4)
    """

  /// Rows stand in the order of their ends, since time does not run backwards.
  static let sweep: SQL = """
    DELETE FROM receive_attempt
    WHERE row IN (SELECT row FROM receive_attempt ORDER BY row LIMIT 2) AND ends_at_ms <= ?1
    """

  /// Replaces what an attempt returned; its time is not extended.
  func update(
    _ receipts: [UInt8], of attempt: String, on backlog: Int64
  ) throws(SQLiteError) {
    try connection.run(Self.update, backlog, attempt, receipts)
  }

  static let update: SQL = """
    UPDATE receive_attempt SET receipts = ?3 WHERE backlog_id = ?1 AND attempt_id = ?2
    """

  /// Forgets some attempts of a dropped backlog; returns how many.
  func deleteSome(on backlog: Int64, limit: Int) throws(SQLiteError) -> Int {
    try connection.run(Self.deleteSome, backlog, limit)
    return Int(connection.changes)
  }

  static let deleteSome: SQL = """
    DELETE FROM receive_attempt WHERE row IN (
      SELECT row FROM receive_attempt WHERE backlog_id = ?1 LIMIT ?2)
    """
}
