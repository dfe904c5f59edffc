internal import DovetailTransport

/// The `message_group` table, a row for each group of a FIFO queue that has messages: every statement
/// that touches it is in this file.
///
/// A group can be received from exactly when its head is visible, so a row holds the head and the
/// instant at which it wakes: the earlier of when it becomes visible and the end of its retention.
struct GroupTable {
  let connection: Connection

  /// A group whose head is visible, or is to be dropped.
  struct Awake {
    var id: Int64
    var name: String
    var head: MessageTable.Head
  }

  /// Reads along the constraint message_group_name.
  func find(_ name: String, in backlog: Int64) throws(SQLiteError) -> Int64? {
    try connection.first(Self.find, backlog, name) { (row) throws(SQLiteError) in
      try row.integer(0)
    }
  }

  static let find: SQL = "SELECT id FROM message_group WHERE backlog_id = ?1 AND name = ?2"

  func name(of group: Int64) throws(SQLiteError) -> String? {
    try connection.first(Self.name, group) { (row) throws(SQLiteError) in try row.text(0) }
  }

  static let name: SQL = "SELECT name FROM message_group WHERE id = ?1"

  /// Makes a group that is to get a head at once, and returns its id.
  func insert(_ name: String, into backlog: Int64) throws(SQLiteError) -> Int64 {
    try connection.run(Self.insert, backlog, name)
    return connection.lastInsertedRow
  }

  private static let insert: SQL = """
    INSERT INTO message_group (backlog_id, name, head, wakes_at_ms) VALUES (?1, ?2, 0, 0)
    """

  func setHead(
    of group: Int64, to row: Int64, wakesAt: Timestamp
  ) throws(SQLiteError) {
    try connection.run(Self.setHead, group, row, wakesAt)
  }

  static let setHead: SQL = "UPDATE message_group SET head = ?2, wakes_at_ms = ?3 WHERE id = ?1"

  /// Says when the group wakes, if that message is its head.
  func setWake(
    of group: Int64, ifHeadIs row: Int64, to wakesAt: Timestamp
  ) throws(SQLiteError) {
    try connection.run(Self.setWake, group, row, wakesAt)
  }

  static let setWake: SQL = "UPDATE message_group SET wakes_at_ms = ?3 WHERE id = ?1 AND head = ?2"

  func isHead(_ row: Int64, of group: Int64) throws(SQLiteError) -> Bool {
    try connection.first(Self.isHead, group, row) { (row) throws(SQLiteError) in
      try row.integer(0) != 0
    } ?? false
  }

  static let isHead: SQL = "SELECT head = ?2 FROM message_group WHERE id = ?1"

  func delete(_ group: Int64) throws(SQLiteError) {
    try connection.run(Self.delete, group)
  }

  static let delete: SQL = "DELETE FROM message_group WHERE id = ?1"

  /// The groups that are awake, those first whose heads became visible first; only groups whose heads
  /// stand no later than `lastRow`.
  ///
  /// Reads along the index message_group_by_wake, without sorting.
  func awake(
    _ count: Int, in backlog: Int64, upTo lastRow: Int64, at now: Timestamp
  ) throws(SQLiteError) -> [Awake] {
    try connection.rows(Self.awake, backlog, now, lastRow, count) { (row) throws(SQLiteError) in
      let head = MessageTable.Head(
        row: try row.integer(2), visibleAt: try row.timestamp(3), retainedFrom: try row.timestamp(4)
      )
      return Awake(id: try row.integer(0), name: try row.text(1), head: head)
    }
  }

  static let awake: SQL = """
    SELECT g.id, g.name, g.head, m.visible_at_ms, m.retained_from_ms
    FROM message_group g CROSS JOIN message m ON m.row = g.head
    WHERE g.backlog_id = ?1 AND g.wakes_at_ms <= ?2 AND +g.head <= ?3
    ORDER BY g.wakes_at_ms, g.head LIMIT ?4
    """

  /// The next instant at which a group wakes; reads along the index message_group_by_wake.
  func nextWake(in backlog: Int64, after now: Timestamp) throws(SQLiteError) -> Timestamp? {
    try connection.first(Self.nextWake, backlog, now) { (row) throws(SQLiteError) in
      try row.timestamp(0)
    }
  }

  static let nextWake: SQL = """
    SELECT wakes_at_ms FROM message_group WHERE backlog_id = ?1 AND wakes_at_ms > ?2
    ORDER BY wakes_at_ms LIMIT 1
    """

  /// The groups from a name on, in the order of their names; reads along the constraint
  /// message_group_name.
  func list(from start: String, in backlog: Int64, limit: Int) throws(SQLiteError) -> [NamedGroup] {
    try connection.rows(Self.list, backlog, start, limit, decode: NamedGroup.init(_:))
  }

  static let list: SQL = """
    SELECT id, name FROM message_group WHERE backlog_id = ?1 AND name >= ?2 ORDER BY name LIMIT ?3
    """

  /// Computes anew when each group of a queue wakes; costs as much as it has groups.
  func recomputeWakes(of backlog: Int64, retaining retention: Duration) throws(SQLiteError) {
    try connection.run(Self.recomputeWakes, backlog, retention.wholeMilliseconds)
  }

  private static let recomputeWakes: SQL = """
    UPDATE message_group SET wakes_at_ms = (
      SELECT min(m.visible_at_ms, m.retained_from_ms + ?2) FROM message m
      WHERE m.row = message_group.head)
    WHERE backlog_id = ?1
    """

  /// The groups whose heads are retained from `oldest` or before; looks at each group.
  func expired(in backlog: Int64, retainedUpTo oldest: Timestamp) throws(SQLiteError) -> [Int64] {
    try connection.rows(Self.expired, backlog, oldest) { (row) throws(SQLiteError) in
      try row.integer(0)
    }
  }

  private static let expired: SQL = """
    SELECT g.id FROM message_group g CROSS JOIN message m ON m.row = g.head
    WHERE g.backlog_id = ?1 AND m.retained_from_ms <= ?2
    """

  /// Forgets some groups of a dropped backlog; returns how many.
  func deleteSome(in backlog: Int64, limit: Int) throws(SQLiteError) -> Int {
    try connection.run(Self.deleteSome, backlog, limit)
    return Int(connection.changes)
  }

  static let deleteSome: SQL = """
    DELETE FROM message_group WHERE id IN (
      SELECT id FROM message_group WHERE backlog_id = ?1 LIMIT ?2)
    """
}
