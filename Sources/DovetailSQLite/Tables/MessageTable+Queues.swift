internal import DovetailTransport

/// What concerns many messages of a queue at once.
extension MessageTable {
  /// Counts the messages of a standard queue, each of which is looked at: for small queues.
  func counts(
    of backlog: Int64, at now: Timestamp, retainedAfter oldest: Timestamp
  ) throws(SQLiteError) -> MessageCounts? {
    try connection.first(Self.counts, backlog, now, oldest, decode: MessageCounts.init(_:))
  }

  static let counts: SQL = """
    SELECT count(*) FILTER (WHERE visible_at_ms <= ?2),
      count(*) FILTER (WHERE visible_at_ms > ?2 AND receive_count > 0),
      count(*) FILTER (WHERE visible_at_ms > ?2 AND receive_count = 0)
    FROM message WHERE backlog_id = ?1 AND retained_from_ms > ?3 AND row >= 0
    """

  /// Counts the messages of a FIFO queue, each of which is looked at: for small queues.
  func counts(
    ofGroupsIn backlog: Int64, at now: Timestamp, delayedBy delay: Duration,
    retainedAfter oldest: Timestamp
  ) throws(SQLiteError) -> MessageCounts? {
    try connection.first(
      Self.countsOfGroups, backlog, now, oldest, now.advanced(by: .zero - delay),
      decode: MessageCounts.init(_:))
  }

  static let countsOfGroups: SQL = """
    SELECT count(*) FILTER (
        WHERE CASE receive_count WHEN 0 THEN sent_at_ms <= ?4 ELSE visible_at_ms <= ?2 END),
      count(*) FILTER (WHERE receive_count > 0 AND visible_at_ms > ?2),
      count(*) FILTER (WHERE receive_count = 0 AND sent_at_ms > ?4)
    FROM message_group g CROSS JOIN message m ON m.row >= g.id AND m.row <= g.id | 549755813887
    WHERE g.backlog_id = ?1 AND m.retained_from_ms > ?3
    """

  /// Some messages of a standard queue that became visible no later than `oldest`; reads along the
  /// index message_by_visibility.
  func visible(
    upTo oldest: Timestamp, in backlog: Int64, limit: Int
  ) throws(SQLiteError) -> [Int64] {
    try connection.rows(Self.visible, backlog, oldest, limit) { (row) throws(SQLiteError) in
      try row.integer(0)
    }
  }

  static let visible: SQL = """
    SELECT row FROM message WHERE backlog_id = ?1 AND visible_at_ms <= ?2 AND row >= 0
    ORDER BY visible_at_ms, row LIMIT ?3
    """

  /// Deletes some messages of a dropped backlog of a standard queue; returns how many.
  func deleteSome(of backlog: Int64, limit: Int) throws(SQLiteError) -> Int {
    try deleteBodies(
      connection.rows(Self.deleteSome, backlog, limit, decode: Self.deletedRow))
  }

  static let deleteSome: SQL = """
    DELETE FROM message WHERE row IN (
      SELECT row FROM message WHERE backlog_id = ?1 AND row >= 0 LIMIT ?2)
    RETURNING row, body IS NULL
    """

  /// Deletes some messages of a group of a dropped backlog; returns how many.
  func deleteSome(ofGroup group: Int64, limit: Int) throws(SQLiteError) -> Int {
    try deleteBodies(
      connection.rows(Self.deleteSomeOfGroup, group, limit, decode: Self.deletedRow))
  }

  static let deleteSomeOfGroup: SQL = """
    DELETE FROM message WHERE row IN (
      SELECT row FROM message WHERE row >= ?1 AND row <= ?1 | 549755813887 LIMIT ?2)
    RETURNING row, body IS NULL
    """

  private static func deletedRow(
    _ row: borrowing Row
  ) throws(SQLiteError) -> (row: Int64, isApart: Bool) {
    (try row.integer(0), try row.integer(1) != 0)
  }

  private func deleteBodies(
    _ deleted: [(row: Int64, isApart: Bool)]
  ) throws(SQLiteError) -> Int {
    for message in deleted where message.isApart {
      try connection.run(Self.deleteBody, message.row)
    }
    return deleted.count
  }
}

extension MessageCounts {
  /// Reads how many messages are available, in flight and delayed.
  fileprivate init(_ row: borrowing Row) throws(SQLiteError) {
    self.init(
      available: try row.integer(0), inFlight: try row.integer(1), delayed: try row.integer(2))
  }
}
