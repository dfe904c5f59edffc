internal import DovetailTransport

/// The `flight` table, a row for each message in flight on a standard queue that is shared fairly:
/// every statement that touches it is in this file.
///
/// A flight whose end has passed unnoticed is landed by the next receive.
struct FlightTable {
  let connection: Connection

  /// A message in flight.
  struct Flight {
    var row: Int64
    var tenant: Int64
  }

  func insert(
    _ row: Int64, of tenant: Int64, on backlog: Int64, until end: Timestamp
  ) throws(SQLiteError) {
    try connection.run(Self.insert, row, backlog, tenant, end)
  }

  static let insert: SQL = """
    INSERT OR REPLACE INTO flight (row, backlog_id, tenant_id, ends_at_ms) VALUES (?1, ?2, ?3, ?4)
    """

  func setEnd(of row: Int64, to end: Timestamp) throws(SQLiteError) {
    try connection.run(Self.setEnd, row, end)
  }

  static let setEnd: SQL = "UPDATE flight SET ends_at_ms = ?2 WHERE row = ?1"

  /// Removes a flight; false when there was none.
  func delete(_ row: Int64) throws(SQLiteError) -> Bool {
    try connection.run(Self.delete, row)
    return connection.changes == 1
  }

  static let delete: SQL = "DELETE FROM flight WHERE row = ?1"

  /// Some of the flights that have ended; reads along the index flight_by_end.
  func ended(
    on backlog: Int64, at now: Timestamp, limit: Int
  ) throws(SQLiteError) -> [Flight] {
    try connection.rows(Self.ended, backlog, now, limit) { (row) throws(SQLiteError) in
      Flight(row: try row.integer(0), tenant: try row.integer(1))
    }
  }

  static let ended: SQL = """
    SELECT row, tenant_id FROM flight WHERE backlog_id = ?1 AND ends_at_ms <= ?2 LIMIT ?3
    """

  /// Begins to keep the flights of a queue that did not so far, all of one tenant, and returns how many
  /// there are.
  func begin(
    on backlog: Int64, of tenant: Int64, at now: Timestamp
  ) throws(SQLiteError) -> Int64 {
    try connection.run(Self.begin, backlog, tenant, now)
    return connection.changes
  }

  private static let begin: SQL = """
    INSERT INTO flight (row, backlog_id, tenant_id, ends_at_ms)
    SELECT row, ?1, ?2, visible_at_ms FROM message
    WHERE backlog_id = ?1 AND visible_at_ms > ?3 AND receive_count > 0 AND row >= 0
    """

  /// Forgets some flights of a dropped backlog; returns how many.
  func deleteSome(on backlog: Int64, limit: Int) throws(SQLiteError) -> Int {
    try connection.run(Self.deleteSome, backlog, limit)
    return Int(connection.changes)
  }

  static let deleteSome: SQL = """
    DELETE FROM flight WHERE row IN (
      SELECT row FROM flight WHERE backlog_id = ?1 LIMIT ?2)
    """
}
