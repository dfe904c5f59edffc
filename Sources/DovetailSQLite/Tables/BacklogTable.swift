internal import DovetailTransport

/// The `backlog` table, a row for the messages of each queue, and for those of queues that were purged
/// or deleted while some are left: every statement that touches it is in this file.
struct BacklogTable {
  let connection: Connection

  /// Makes a backlog without messages, and returns its id, which none had before.
  func insert() throws(SQLiteError) -> Int64 {
    try connection.run(Self.insert)
    return connection.lastInsertedRow
  }

  private static let insert: SQL = "INSERT INTO backlog DEFAULT VALUES"

  /// How many messages the backlog holds, those included whose retention has ended unnoticed.
  func messageCount(of id: Int64) throws(SQLiteError) -> Int64 {
    try connection.first(Self.messageCount, id) { (row) throws(SQLiteError) in
      try row.integer(0)
    } ?? 0
  }

  private static let messageCount: SQL = "SELECT message_count FROM backlog WHERE id = ?1"

  /// Lets what is retained from then or before stay expired.
  func setExpired(until instant: Timestamp, in id: Int64) throws(SQLiteError) {
    try connection.run(Self.setExpired, id, instant)
  }

  private static let setExpired: SQL = """
    UPDATE backlog SET expired_until_ms = max(coalesce(expired_until_ms, ?2), ?2) WHERE id = ?1
    """

  /// Lets nothing that is retained from `instant` on stay expired, in any backlog.
  func limitExpired(before instant: Timestamp) throws(SQLiteError) {
    try connection.run(Self.limitExpired, instant)
  }

  private static let limitExpired: SQL = """
    UPDATE backlog SET expired_until_ms = ?1 - 1 WHERE expired_until_ms >= ?1
    """

  /// Adds to the number of messages that the backlog holds.
  func addMessages(_ count: Int64, to id: Int64) throws(SQLiteError) {
    try connection.run(Self.addMessages, id, count)
  }

  static let addMessages: SQL = """
    UPDATE backlog SET message_count = message_count + ?2 WHERE id = ?1
    """

  /// Reserves room for `share` more messages in flight; false when the number in flight could pass
  /// `limit` with them.
  func reserve(_ share: Int, of limit: Int, for id: Int64) throws(SQLiteError) -> Bool {
    try connection.run(Self.reserve, id, share, limit)
    return connection.changes == 1
  }

  static let reserve: SQL = """
    UPDATE backlog SET in_flight_reserved = in_flight_reserved + ?2
    WHERE id = ?1 AND in_flight_reserved + ?2 <= ?3
    """

  func setReserved(_ count: Int, for id: Int64) throws(SQLiteError) {
    try connection.run(Self.setReserved, id, count)
  }

  static let setReserved: SQL = "UPDATE backlog SET in_flight_reserved = ?2 WHERE id = ?1"

  /// Begins to count the messages in flight: the queue is shared fairly from now on.
  func beginFairness(of id: Int64, inFlight: Int64) throws(SQLiteError) {
    try connection.run(Self.beginFairness, id, inFlight)
  }

  private static let beginFairness: SQL = "UPDATE backlog SET fair_in_flight = ?2 WHERE id = ?1"

  func fairInFlight(of id: Int64) throws(SQLiteError) -> Int64 {
    try connection.first(Self.fairInFlight, id) { (row) throws(SQLiteError) in
      try row.integer(0)
    } ?? 0
  }

  static let fairInFlight: SQL = "SELECT coalesce(fair_in_flight, 0) FROM backlog WHERE id = ?1"

  func addFairInFlight(_ count: Int64, to id: Int64) throws(SQLiteError) {
    try connection.run(Self.addFairInFlight, id, count)
  }

  static let addFairInFlight: SQL = """
    UPDATE backlog SET fair_in_flight = fair_in_flight + ?2 WHERE id = ?1
    """
}

// Backlogs that no queue has any more.
extension BacklogTable {
  /// Marks a backlog whose rows are to be deleted.
  func drop(_ id: Int64) throws(SQLiteError) {
    try connection.run(Self.drop, id)
  }

  private static let drop: SQL = "UPDATE backlog SET is_dropped = 1 WHERE id = ?1"

  /// Whether a backlog is there and was not dropped.
  func isKept(_ id: Int64) throws(SQLiteError) -> Bool {
    try connection.first(Self.isKept, id) { (row) throws(SQLiteError) in
      try row.integer(0) != 0
    } ?? false
  }

  private static let isKept: SQL = "SELECT is_dropped = 0 FROM backlog WHERE id = ?1"

  /// The dropped backlogs; reads along the index backlog_dropped.
  func dropped() throws(SQLiteError) -> [Int64] {
    try connection.rows(Self.dropped) { (row) throws(SQLiteError) in try row.integer(0) }
  }

  static let dropped: SQL = "SELECT id FROM backlog WHERE is_dropped = 1"

  /// A dropped backlog.
  struct Dropped {
    /// How many pages of the file are still to be given back; nil while it has rows.
    var pagesToReturn: Int64?
  }

  /// Nil when it is gone, or was not dropped.
  func findDropped(_ id: Int64) throws(SQLiteError) -> Dropped? {
    try connection.first(Self.findDropped, id) { (row) throws(SQLiteError) in
      Dropped(pagesToReturn: try row.optionalInteger(0))
    }
  }

  static let findDropped: SQL = """
    SELECT pages_to_return FROM backlog WHERE id = ?1 AND is_dropped = 1
    """

  func setPagesToReturn(_ count: Int64, of id: Int64) throws(SQLiteError) {
    try connection.run(Self.setPagesToReturn, id, count)
  }

  static let setPagesToReturn: SQL = "UPDATE backlog SET pages_to_return = ?2 WHERE id = ?1"

  func delete(_ id: Int64) throws(SQLiteError) {
    try connection.run(Self.delete, id)
  }

  static let delete: SQL = "DELETE FROM backlog WHERE id = ?1"
}
