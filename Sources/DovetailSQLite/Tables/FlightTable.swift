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
    _ row: Int64, of tenant: Int64, on queue: Int64, until end: Timestamp
  ) throws(SQLiteError) {
    try connection.run(Self.insert, row, queue, tenant, end)
  }

  static let insert: SQL = """
    INSERT OR REPLACE INTO flight (row, queue_id, tenant_id, ends_at_ms) VALUES (?1, ?2, ?3, ?4)
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

  /// The flights that have ended; reads along the index flight_by_end.
  func ended(on queue: Int64, at now: Timestamp) throws(SQLiteError) -> [Flight] {
    try connection.rows(Self.ended, queue, now) { (row) throws(SQLiteError) in
      Flight(row: try row.integer(0), tenant: try row.integer(1))
    }
  }

  static let ended: SQL = """
    SELECT row, tenant_id FROM flight WHERE queue_id = ?1 AND ends_at_ms <= ?2
    """

  /// The flights whose messages are gone; looks at each flight.
  func lost(on queue: Int64) throws(SQLiteError) -> [Flight] {
    try connection.rows(Self.lost, queue) { (row) throws(SQLiteError) in
      Flight(row: try row.integer(0), tenant: try row.integer(1))
    }
  }

  private static let lost: SQL = """
    SELECT row, tenant_id FROM flight
    WHERE queue_id = ?1 AND NOT EXISTS (SELECT 1 FROM message m WHERE m.row = flight.row)
    """

  /// Begins to keep the flights of a queue that did not so far, all of one tenant, and returns how many
  /// there are.
  func begin(
    on queue: Int64, of tenant: Int64, at now: Timestamp
  ) throws(SQLiteError) -> Int64 {
    try connection.run(Self.begin, queue, tenant, now)
    return connection.changes
  }

  private static let begin: SQL = """
    INSERT INTO flight (row, queue_id, tenant_id, ends_at_ms)
    SELECT row, ?1, ?2, visible_at_ms FROM message
    WHERE queue_id = ?1 AND visible_at_ms > ?3 AND receive_count > 0
    """

  func deleteAll(on queue: Int64) throws(SQLiteError) {
    try connection.run(Self.deleteAll, queue)
  }

  private static let deleteAll: SQL = "DELETE FROM flight WHERE queue_id = ?1"
}
