/// The `hidden` table: how many messages of a backlog are hidden until some time in a second; every
/// statement that touches it is in this file.
///
/// Those that have been received are counted apart. A row tells nothing any more when its second is
/// over, and may stay for a while.
struct HiddenTable {
  let connection: Connection

  /// Which messages a row counts.
  struct Key: Hashable {
    var backlog: Int64
    var isReceived: Bool
    /// The first whole second of 1970 at which none of them is hidden any more; on a FIFO queue for
    /// those that were never received without the queue's delay, which may change.
    var second: Int64
  }

  /// Adds to a row, or makes it.
  func add(_ count: Int64, to key: Key) throws(SQLiteError) {
    try connection.run(Self.add, key.backlog, key.isReceived, key.second, count)
  }

  static let add: SQL = """
    INSERT INTO hidden (backlog_id, is_received, second, messages) VALUES (?1, ?2, ?3, ?4)
    ON CONFLICT (backlog_id, is_received, second) DO UPDATE SET messages = messages + ?4
    """

  /// How many messages are hidden until after a second.
  func count(
    in backlog: Int64, received isReceived: Bool, after second: Int64
  ) throws(SQLiteError) -> Int64 {
    try connection.first(Self.count, backlog, isReceived, second) { (row) throws(SQLiteError) in
      try row.integer(0)
    } ?? 0
  }

  static let count: SQL = """
    SELECT coalesce(sum(messages), 0) FROM hidden
    WHERE backlog_id = ?1 AND is_received = ?2 AND second > ?3
    """

  /// Deletes some rows whose seconds are over.
  func deleteSome(
    in backlog: Int64, received isReceived: Bool, upTo second: Int64, limit: Int
  ) throws(SQLiteError) {
    try connection.run(Self.deleteLapsed, backlog, isReceived, second, limit)
  }

  static let deleteLapsed: SQL = """
    DELETE FROM hidden WHERE backlog_id = ?1 AND is_received = ?2 AND second IN (
      SELECT second FROM hidden WHERE backlog_id = ?1 AND is_received = ?2 AND second <= ?3
      LIMIT ?4)
    """

  /// Deletes some rows of a dropped backlog; returns how many.
  func deleteSome(of backlog: Int64, limit: Int) throws(SQLiteError) -> Int {
    try connection.run(Self.deleteSome, backlog, limit)
    return Int(connection.changes)
  }

  static let deleteSome: SQL = """
    DELETE FROM hidden WHERE backlog_id = ?1 AND (is_received, second) IN (
      SELECT is_received, second FROM hidden WHERE backlog_id = ?1 LIMIT ?2)
    """
}
