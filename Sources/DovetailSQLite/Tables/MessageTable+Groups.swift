internal import DovetailTransport

/// The statements about the messages of a group of a FIFO queue.
///
/// In the order of their rows, which is that of their sends. All read along the index
/// message_by_group.
extension MessageTable {
  /// The first message of a group, and what decides when the group wakes.
  struct Head {
    var row: Int64
    var visibleAt: Timestamp
    var retainedFrom: Timestamp

    /// When there is something to do about the group: its head becomes visible, or is to be dropped.
    func wakes(retaining retention: Duration) -> Timestamp {
      min(visibleAt, retainedFrom.advanced(by: retention))
    }
  }

  func head(of group: Int64) throws(SQLiteError) -> Head? {
    try connection.first(Self.head, group) { (row) throws(SQLiteError) in
      Head(
        row: try row.integer(0), visibleAt: try row.timestamp(1), retainedFrom: try row.timestamp(2)
      )
    }
  }

  static let head: SQL = """
    SELECT row, visible_at_ms, retained_from_ms FROM message
    WHERE group_id = ?1 ORDER BY row LIMIT 1
    """

  /// The messages of a group before its first hidden one, up to `count`.
  func run(
    of group: Int64, upTo count: Int, at now: Timestamp
  ) throws(SQLiteError) -> [Candidate] {
    try connection.leadingRows(Self.run, group, count) { (row) throws(SQLiteError) in
      try row.timestamp(12) <= now ? Candidate(row) : nil
    }
  }

  static let run: SQL = """
    SELECT m.row, m.message_id, m.receive_count, m.first_received_at_ms, m.retained_from_ms,
      b.sent_at_ms, b.attributes, b.body, b.deduplication_id, b.trace_header,
      m.earlier_receives, m.dead_letter_source, m.visible_at_ms
    FROM message m CROSS JOIN message_body b ON b.row = m.row
    WHERE m.group_id = ?1 ORDER BY m.row LIMIT ?2
    """

  /// One message; nil when it is gone.
  func candidate(_ row: Int64) throws(SQLiteError) -> Candidate? {
    try connection.first(Self.candidate, row) { (row) throws(SQLiteError) in try Candidate(row) }
  }

  static let candidate: SQL = """
    SELECT m.row, m.message_id, m.receive_count, m.first_received_at_ms, m.retained_from_ms,
      b.sent_at_ms, b.attributes, b.body, b.deduplication_id, b.trace_header,
      m.earlier_receives, m.dead_letter_source
    FROM message m CROSS JOIN message_body b ON b.row = m.row
    WHERE m.row = ?1
    """

  /// Lets another delay hold for the messages that were never received: on a FIFO queue it does.
  ///
  /// Costs as much as the queue has messages.
  func redelay(_ backlog: Int64, by delay: Duration) throws(SQLiteError) {
    try connection.run(Self.redelay, backlog, delay.wholeMilliseconds)
  }

  private static let redelay: SQL = """
    UPDATE message
    SET visible_at_ms = ?2 + (SELECT sent_at_ms FROM message_body b WHERE b.row = message.row)
    WHERE backlog_id = ?1 AND receive_count = 0
    """
}
