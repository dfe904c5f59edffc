internal import CSQLite

/// The `message_group` table, a row for each group of a FIFO queue that has messages: every statement
/// that touches it is in this file.
///
/// A group's id is the key before those of its messages; see ``Placement``.
struct GroupTable {
  let connection: Connection
  let numbering: NumberingTable

  /// Reads along the constraint message_group_name.
  func find(_ name: String, in backlog: Int64) throws(SQLiteError) -> Int64? {
    try connection.first(Self.find, backlog, name) { (row) throws(SQLiteError) in
      try row.integer(0)
    }
  }

  static let find: SQL = "SELECT id FROM message_group WHERE backlog_id = ?1 AND name = ?2"

  /// Makes a group that is to get a message at once, and returns its id.
  func insert(_ name: String, into backlog: Int64) throws(SQLiteError) -> Int64 {
    let id = try freeID()
    try connection.run(Self.insert, id, backlog, name)
    return id
  }

  private static let insert: SQL = """
    INSERT INTO message_group (id, backlog_id, name) VALUES (?1, ?2, ?3)
    """

  /// The id after the last; when that was the last that there is, any that is free.
  private func freeID() throws(SQLiteError) -> Int64 {
    let newest = try connection.first(Self.newest) { (row) throws(SQLiteError) in
      try row.optionalInteger(0)
    }.flatMap(\.self)
    guard let newest else { return Placement.firstGroup }
    guard newest >= Placement.lastGroup else { return newest + Placement.groupSize }
    for _ in 0..<100 {
      let id = Placement.group(pickedBy: try numbering.take())
      if try name(of: id) == nil { return id }
    }
    throw SQLiteError(code: SQLITE_FULL, message: "there are too many groups with messages")
  }

  static let newest: SQL = "SELECT max(id) FROM message_group"

  private func name(of id: Int64) throws(SQLiteError) -> String? {
    try connection.first(Self.name, id) { (row) throws(SQLiteError) in try row.text(0) }
  }

  static let name: SQL = "SELECT name FROM message_group WHERE id = ?1"

  func delete(_ group: Int64) throws(SQLiteError) {
    try connection.run(Self.delete, group)
  }

  static let delete: SQL = "DELETE FROM message_group WHERE id = ?1"

  /// The groups from a name on, in the order of their names; reads along the constraint
  /// message_group_name.
  func list(from start: String, in backlog: Int64, limit: Int) throws(SQLiteError) -> [NamedGroup] {
    try connection.rows(Self.list, backlog, start, limit, decode: NamedGroup.init(_:))
  }

  static let list: SQL = """
    SELECT id, name FROM message_group WHERE backlog_id = ?1 AND name >= ?2 ORDER BY name LIMIT ?3
    """
}
