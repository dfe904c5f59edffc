internal import DovetailTransport

/// The `clock` table, of one row: every statement that touches it is in this file.
struct ClockTable {
  let connection: Connection

  /// What a file knows of the time that it lives under.
  struct Record: Equatable {
    var kind: String
    /// An instant that had come when the file was last written to, to about a second.
    var latest: Timestamp
    /// How far the file's time is before the clock's.
    var lead: Duration
  }

  func find() throws(SQLiteError) -> Record? {
    try connection.first(Self.find) { (row) throws(SQLiteError) in
      Record(
        kind: try row.text(0), latest: try row.timestamp(1),
        lead: .milliseconds(try row.integer(2)))
    }
  }

  private static let find: SQL = "SELECT kind, latest_ms, lead_ms FROM clock WHERE id = 1"

  /// Writes the row unless there is one.
  func insert(_ record: Record) throws(SQLiteError) {
    try connection.run(
      Self.insert, record.kind, record.latest, record.lead.wholeMilliseconds)
  }

  private static let insert: SQL = """
    INSERT INTO clock (id, kind, latest_ms, lead_ms) VALUES (1, ?1, ?2, ?3)
    ON CONFLICT (id) DO NOTHING
    """

  /// Puts another time in the place of what is there, which may be an earlier one.
  func reset(to latest: Timestamp) throws(SQLiteError) {
    try connection.run(Self.reset, latest)
  }

  private static let reset: SQL = "UPDATE clock SET latest_ms = ?1, lead_ms = 0 WHERE id = 1"

  /// Another process may have written a later instant, and keeps it.
  func update(latest: Timestamp, lead: Duration) throws(SQLiteError) {
    try connection.run(Self.update, latest, lead.wholeMilliseconds)
  }

  private static let update: SQL = """
    UPDATE clock SET latest_ms = max(latest_ms, ?1), lead_ms = max(lead_ms, ?2) WHERE id = 1
    """
}
