internal import DovetailTransport

/// The statements that hold a queue to the limits of SQS.
extension MessageTable {
  /// How many messages of a queue are hidden by a receive, counted up to `limit`; reads along the
  /// index message_by_visibility.
  func countInFlight(
    in backlog: Int64, upTo limit: Int, at now: Timestamp
  ) throws(SQLiteError) -> Int {
    try connection.first(Self.countInFlight, backlog, now, limit) { (row) throws(SQLiteError) in
      Int(try row.integer(0))
    } ?? 0
  }

  static let countInFlight: SQL = """
    SELECT count(*) FROM (
      SELECT 1 FROM message
      WHERE backlog_id = ?1 AND visible_at_ms > ?2 AND receive_count > 0 LIMIT ?3)
    """

  /// The row of the message of a queue that has `count` before it; nil when it has no more.
  ///
  /// Walks over as many rows, unless the database never had so many.
  func row(after count: Int, in backlog: Int64) throws(SQLiteError) -> Int64? {
    let span = try connection.first(Self.span) { (row) throws(SQLiteError) in
      try row.optionalInteger(0) ?? 0
    }
    guard let span, span >= count else { return nil }
    return try connection.first(Self.rowAfter, backlog, count) { (row) throws(SQLiteError) in
      try row.integer(0)
    }
  }

  private static let span: SQL = """
    SELECT (SELECT max(row) FROM message) - (SELECT min(row) FROM message)
    """

  /// The plus keeps the walk off the index, which stands in another order.
  private static let rowAfter: SQL = """
    SELECT row FROM message WHERE +backlog_id = ?1 ORDER BY row LIMIT 1 OFFSET ?2
    """
}
