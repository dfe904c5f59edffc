internal import DovetailTransport

/// What concerns all messages of a queue at once.
extension MessageTable {
  /// Counts the messages of a queue, each of which is looked at: for small queues.
  func counts(
    of backlog: Int64, at now: Timestamp, retainedAfter oldest: Timestamp
  ) throws(SQLiteError) -> MessageCounts {
    let counts = try connection.first(Self.counts, backlog, now, oldest) {
      (row) throws(SQLiteError) in
      MessageCounts(
        available: try row.integer(0), inFlight: try row.integer(1), delayed: try row.integer(2))
    }
    return counts ?? MessageCounts(available: 0, inFlight: 0, delayed: 0)
  }

  static let counts: SQL = """
    SELECT count(*) FILTER (WHERE visible_at_ms <= ?2),
      count(*) FILTER (WHERE visible_at_ms > ?2 AND receive_count > 0),
      count(*) FILTER (WHERE visible_at_ms > ?2 AND receive_count = 0)
    FROM message WHERE backlog_id = ?1 AND retained_from_ms > ?3
    """

  /// Counts the messages that became or become visible after one instant and up to another, at most
  /// `limit` of them; reads nothing but the index message_by_visibility.
  func range(
    of backlog: Int64, after lower: Timestamp, upTo upper: Timestamp, limit: Int64
  ) throws(SQLiteError) -> VisibleRange {
    let range = try connection.first(Self.range, backlog, lower, upper, limit) {
      (row) throws(SQLiteError) in
      VisibleRange(count: try row.integer(0), received: try row.integer(1))
    }
    return range ?? VisibleRange(count: 0, received: 0)
  }

  static let range: SQL = """
    SELECT count(*), count(*) FILTER (WHERE receive_count > 0)
    FROM (
      SELECT receive_count FROM message
      WHERE backlog_id = ?1 AND visible_at_ms > ?2 AND visible_at_ms <= ?3
      LIMIT ?4)
    """

  /// Deletes some messages of a dropped backlog; returns how many.
  func deleteSome(of backlog: Int64, limit: Int) throws(SQLiteError) -> Int {
    let rows = try connection.rows(Self.deleteSome, backlog, limit) { (row) throws(SQLiteError) in
      try row.integer(0)
    }
    for row in rows { try connection.run(Self.deleteBody, row) }
    return rows.count
  }

  static let deleteSome: SQL = """
    DELETE FROM message WHERE row IN (
      SELECT row FROM message WHERE backlog_id = ?1 LIMIT ?2)
    RETURNING row
    """

  /// Deletes the messages of a queue that are retained from `oldest` or before; looks at each message.
  func deleteAll(of backlog: Int64, retainedUpTo oldest: Timestamp) throws(SQLiteError) {
    try connection.run(Self.deleteExpiredBodies, backlog, oldest)
    try connection.run(Self.deleteExpired, backlog, oldest)
    tally.add(-connection.changes, to: backlog)
  }

  private static let deleteExpired: SQL = """
    DELETE FROM message WHERE backlog_id = ?1 AND retained_from_ms <= ?2
    """

  private static let deleteExpiredBodies: SQL = """
    DELETE FROM message_body
    WHERE row IN (SELECT row FROM message WHERE backlog_id = ?1 AND retained_from_ms <= ?2)
    """
}
