internal import DovetailTransport

/// The statements about the messages of a tenant of a standard queue.
extension MessageTable {
  /// The message of a tenant that becomes visible first; reads along the index message_by_tenant.
  func next(of tenant: Int64) throws(SQLiteError) -> (row: Int64, visibleAt: Timestamp)? {
    try connection.first(Self.next, tenant) { (row) throws(SQLiteError) in
      (try row.integer(0), try row.timestamp(1))
    }
  }

  static let next: SQL = """
    SELECT row, visible_at_ms FROM message
    WHERE tenant_id = ?1 ORDER BY visible_at_ms, row LIMIT 1
    """

  /// Gives all messages of a queue to one tenant.
  func assign(_ backlog: Int64, to tenant: Int64) throws(SQLiteError) {
    try connection.run(Self.assign, backlog, tenant)
  }

  private static let assign: SQL = """
    UPDATE message SET tenant_id = ?2 WHERE backlog_id = ?1 AND row >= 0
    """
}
