internal import DovetailTransport

/// The `tenant` table, a row for each group with messages on a standard queue that is shared fairly:
/// every statement that touches it is in this file.
///
/// Messages without a group have one row together, without a name. A row holds the message of the
/// tenant that becomes visible first, and how many are in flight.
struct TenantTable {
  let connection: Connection

  /// A tenant with a visible message.
  struct Waiting {
    var id: Int64
    /// The group; empty for messages without one.
    var name: String
    var nextRow: Int64
  }

  /// Which tenants are noisy: those with so many messages in flight that have sent since then.
  struct Noise {
    var inFlight: Int64
    var sentAfter: Timestamp
  }

  /// Reads along the constraint tenant_name.
  func find(_ name: String, in backlog: Int64) throws(SQLiteError) -> Int64? {
    try connection.first(Self.find, backlog, name) { (row) throws(SQLiteError) in
      try row.integer(0)
    }
  }

  static let find: SQL = "SELECT id FROM tenant WHERE backlog_id = ?1 AND name = ?2"

  func name(of tenant: Int64) throws(SQLiteError) -> String? {
    try connection.first(Self.name, tenant) { (row) throws(SQLiteError) in try row.text(0) }
  }

  private static let name: SQL = "SELECT name FROM tenant WHERE id = ?1"

  /// Makes a tenant that is to get a message at once, and returns its id.
  func insert(_ name: String, into backlog: Int64, at now: Timestamp) throws(SQLiteError) -> Int64 {
    try connection.run(Self.insert, backlog, name, Int64.max, now)
    return connection.lastInsertedRow
  }

  private static let insert: SQL = """
    INSERT INTO tenant (backlog_id, name, next_at_ms, next_row, sent_at_ms) VALUES (?1, ?2, ?3, 0, ?4)
    """

  /// Takes note of a message that was sent.
  func add(
    _ row: Int64, visibleAt: Timestamp, to tenant: Int64, at now: Timestamp
  ) throws(SQLiteError) {
    try connection.run(Self.add, tenant, row, visibleAt, now)
  }

  static let add: SQL = """
    UPDATE tenant
    SET next_row = CASE WHEN ?3 < next_at_ms THEN ?2 ELSE next_row END,
      next_at_ms = min(next_at_ms, ?3), sent_at_ms = ?4
    WHERE id = ?1
    """

  func setNext(of tenant: Int64, to row: Int64, at visibleAt: Timestamp) throws(SQLiteError) {
    try connection.run(Self.setNext, tenant, row, visibleAt)
  }

  static let setNext: SQL = "UPDATE tenant SET next_row = ?2, next_at_ms = ?3 WHERE id = ?1"

  /// Counts messages that took off or landed; those without a group are each a tenant of their own,
  /// and so are not counted together.
  func addInFlight(_ count: Int64, to tenant: Int64) throws(SQLiteError) {
    try connection.run(Self.addInFlight, tenant, count)
  }

  static let addInFlight: SQL = """
    UPDATE tenant SET in_flight = in_flight + ?2 WHERE id = ?1 AND name <> ''
    """

  /// The tenant that is not noisy and has waited longest; reads along the index tenant_by_next, past
  /// the noisy ones, of which there are fewer than ten.
  func nextQuiet(
    in backlog: Int64, _ noise: Noise, at now: Timestamp
  ) throws(SQLiteError) -> Waiting? {
    try connection.first(
      Self.nextQuiet, backlog, now, noise.inFlight, noise.sentAfter, decode: Waiting.init(_:))
  }

  static let nextQuiet: SQL = """
    SELECT id, name, next_row FROM tenant
    WHERE backlog_id = ?1 AND next_at_ms <= ?2 AND (in_flight < ?3 OR sent_at_ms <= ?4)
    ORDER BY next_at_ms, next_row LIMIT 1
    """

  /// The noisy tenant with the fewest messages in flight; reads along the index tenant_by_flight.
  func nextNoisy(
    in backlog: Int64, _ noise: Noise, at now: Timestamp
  ) throws(SQLiteError) -> Waiting? {
    try connection.first(Self.nextNoisy, backlog, now, noise.inFlight, decode: Waiting.init(_:))
  }

  static let nextNoisy: SQL = """
    SELECT id, name, next_row FROM tenant
    WHERE backlog_id = ?1 AND in_flight >= ?3 AND next_at_ms <= ?2
    ORDER BY in_flight LIMIT 1
    """

  /// The tenants from a name on, in the order of their names; reads along the constraint tenant_name.
  func list(from start: String, in backlog: Int64, limit: Int) throws(SQLiteError) -> [NamedGroup] {
    try connection.rows(Self.list, backlog, start, limit, decode: NamedGroup.init(_:))
  }

  static let list: SQL = """
    SELECT id, name FROM tenant WHERE backlog_id = ?1 AND name >= ?2 ORDER BY name LIMIT ?3
    """

  func delete(_ tenant: Int64) throws(SQLiteError) {
    try connection.run(Self.delete, tenant)
  }

  static let delete: SQL = "DELETE FROM tenant WHERE id = ?1"

  /// Forgets some tenants of a dropped backlog; returns how many.
  func deleteSome(in backlog: Int64, limit: Int) throws(SQLiteError) -> Int {
    try connection.run(Self.deleteSome, backlog, limit)
    return Int(connection.changes)
  }

  static let deleteSome: SQL = """
    DELETE FROM tenant WHERE id IN (
      SELECT id FROM tenant WHERE backlog_id = ?1 LIMIT ?2)
    """
}

extension TenantTable.Waiting {
  fileprivate init(_ row: borrowing Row) throws(SQLiteError) {
    id = try row.integer(0)
    name = try row.text(1)
    nextRow = try row.integer(2)
  }
}
