internal import DovetailTransport

/// The `deduplication` table, a row for each message that a FIFO queue has accepted of late: every
/// statement that touches it is in this file.
struct DeduplicationTable {
  let connection: Connection

  /// What a queue tells messages from one another by.
  struct Key {
    var backlog: Int64
    var id: String
    /// The group, where groups do not share their ids; otherwise empty, which no group's name is.
    var scope: String
  }

  /// A message that was accepted.
  struct Accepted {
    var id: UniqueID
    var row: Int64
  }

  /// The message that was accepted by that key within the window; reads along the constraint
  /// deduplication_key.
  func find(_ key: Key, at now: Timestamp) throws(SQLiteError) -> Accepted? {
    try connection.first(Self.find, key.backlog, key.id, key.scope, now) {
      (row) throws(SQLiteError) in
      Accepted(id: try row.uniqueID(0), row: try row.integer(1))
    }
  }

  static let find: SQL = """
    SELECT message_id, message_row FROM deduplication
    WHERE backlog_id = ?1 AND deduplication_id = ?2 AND scope = ?3 AND ends_at_ms > ?4
    """

  /// Remembers a message, in place of one whose window is over.
  func remember(_ message: Accepted, _ key: Key, at now: Timestamp) throws(SQLiteError) {
    let endsAt = now.advanced(by: SQSLimits.deduplicationWindow)
    try connection.run(
      Self.insert, key.backlog, key.id, key.scope, endsAt, message.row, message.id)
  }

  static let insert: SQL = """
    INSERT OR REPLACE INTO deduplication
      (backlog_id, deduplication_id, scope, ends_at_ms, message_row, message_id)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6)
    """

  /// Lets no window end later than one that begins at `now`.
  func limitWindows(from now: Timestamp) throws(SQLiteError) {
    try connection.run(Self.limitWindows, now.advanced(by: SQSLimits.deduplicationWindow))
  }

  private static let limitWindows: SQL = """
    UPDATE deduplication SET ends_at_ms = ?1 WHERE ends_at_ms > ?1
    """

  /// Forgets up to `count` messages whose windows are over.
  func forgetSome(_ count: Int, at now: Timestamp) throws(SQLiteError) {
    let ended = try connection.leadingRows(Self.first, count) { (row) throws(SQLiteError) in
      try row.timestamp(1) <= now ? try row.integer(0) : nil
    }
    if let last = ended.last { try connection.run(Self.deleteFirst, last) }
  }

  /// Rows stand in the order of their ends, since time does not run backwards.
  private static let first: SQL = """
    SELECT row, ends_at_ms FROM deduplication ORDER BY row LIMIT ?1
    """

  static let deleteFirst: SQL = "DELETE FROM deduplication WHERE row <= ?1"

  /// Forgets some of what the queue of a dropped backlog has accepted; returns how many.
  func deleteSome(in backlog: Int64, limit: Int) throws(SQLiteError) -> Int {
    try connection.run(Self.deleteSome, backlog, limit)
    return Int(connection.changes)
  }

  static let deleteSome: SQL = """
    DELETE FROM deduplication WHERE row IN (
      SELECT row FROM deduplication WHERE backlog_id = ?1 LIMIT ?2)
    """
}
