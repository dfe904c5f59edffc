/// The statement that holds a FIFO queue to a limit of SQS.
extension MessageTable {
  /// The number of the message of a FIFO queue that has `count` before it; nil when it has no more, or
  /// they were sent without being kept in order.
  ///
  /// Walks over as many entries of the index message_by_number.
  func number(after count: Int, in backlog: Int64) throws(SQLiteError) -> Int64? {
    try connection.first(Self.numberAfter, backlog, count) { (row) throws(SQLiteError) in
      try row.integer(0)
    }
  }

  static let numberAfter: SQL = """
    SELECT number FROM message WHERE backlog_id = ?1 AND number IS NOT NULL
    ORDER BY number LIMIT 1 OFFSET ?2
    """
}
