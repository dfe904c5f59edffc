/// How many messages of a standard queue that is shared fairly are in flight.
extension QueueTable {
  /// Makes a standard queue one that is shared fairly.
  func beginFairness(of queue: Int64, inFlight: Int64) throws(SQLiteError) {
    forget()
    try connection.run(Self.beginFairness, queue, inFlight)
  }

  private static let beginFairness: SQL = "UPDATE queue SET fair_in_flight = ?2 WHERE id = ?1"

  func fairInFlight(of queue: Int64) throws(SQLiteError) -> Int64 {
    try connection.first(Self.fairInFlight, queue) { (row) throws(SQLiteError) in
      try row.integer(0)
    } ?? 0
  }

  static let fairInFlight: SQL = "SELECT coalesce(fair_in_flight, 0) FROM queue WHERE id = ?1"

  func addFairInFlight(_ count: Int64, to queue: Int64) throws(SQLiteError) {
    try connection.run(Self.addFairInFlight, queue, count)
  }

  static let addFairInFlight: SQL = """
    UPDATE queue SET fair_in_flight = fair_in_flight + ?2 WHERE id = ?1
    """
}
