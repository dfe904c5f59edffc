internal import DovetailTransport

/// The statements that look at messages without receiving them.
extension MessageTable {
  /// Messages that stand in an order along which they can be walked.
  enum Line {
    /// All of a queue, as they become visible; along the index message_by_visibility.
    case backlog(Int64)
    /// Those of a group of a FIFO queue, as they were sent; along the index message_by_group.
    case group(Int64)
    /// Those of a tenant, as they become visible; along the index message_by_tenant.
    case tenant(Int64)
  }

  /// A place in a line.
  struct Place: Equatable {
    var visibleAt: Timestamp
    var receiveCount: Int64
    var row: Int64
  }

  /// What is seen of a message in passing.
  struct Sighting {
    var place: Place
    var retainedFrom: Timestamp
  }

  /// The messages behind a place, up to `limit`, before the first that does not satisfy `continues`.
  ///
  /// First those that became visible at its instant: SQLite compares no row with a row along an index
  /// beyond its declared columns, and would pass over all of an instant, which may be a million.
  func walk(
    _ line: Line, after place: Place, limit: Int, while continues: (Sighting) -> Bool
  ) throws(SQLiteError) -> [Sighting] {
    var isOver = false
    func decode(_ row: borrowing Row) throws(SQLiteError) -> Sighting? {
      let sighting = try Sighting(row)
      isOver = !continues(sighting)
      return isOver ? nil : sighting
    }
    let (instant, count, row) = (place.visibleAt, place.receiveCount, place.row)
    switch line {
    case .backlog(let backlog):
      let ties = try connection.leadingRows(
        Self.queueTies, backlog, instant, count, row, limit, decode: decode)
      guard !isOver, ties.count < limit else { return ties }
      return try ties
        + connection.leadingRows(
          Self.walkQueue, backlog, instant, count, limit - ties.count, decode: decode)
    case .group(let group):
      return try connection.leadingRows(Self.walkGroup, group, row, limit, decode: decode)
    case .tenant(let tenant):
      let ties = try connection.leadingRows(
        Self.tenantTies, tenant, instant, row, limit, decode: decode)
      guard !isOver, ties.count < limit else { return ties }
      return try ties
        + connection.leadingRows(
          Self.walkTenant, tenant, instant, limit - ties.count, decode: decode)
    }
  }

  static let queueTies: SQL = """
    SELECT visible_at_ms, receive_count, row, retained_from_ms FROM message
    WHERE backlog_id = ?1 AND visible_at_ms = ?2 AND receive_count = ?3 AND row > ?4
    ORDER BY row LIMIT ?5
    """

  static let walkQueue: SQL = """
    SELECT visible_at_ms, receive_count, row, retained_from_ms FROM message
    WHERE backlog_id = ?1 AND (visible_at_ms, receive_count) > (?2, ?3)
    ORDER BY visible_at_ms, receive_count, row LIMIT ?4
    """

  static let walkGroup: SQL = """
    SELECT visible_at_ms, receive_count, row, retained_from_ms FROM message
    WHERE group_id = ?1 AND row > ?2 ORDER BY row LIMIT ?3
    """

  static let tenantTies: SQL = """
    SELECT visible_at_ms, receive_count, row, retained_from_ms FROM message
    WHERE tenant_id = ?1 AND visible_at_ms = ?2 AND row > ?3 ORDER BY row LIMIT ?4
    """

  static let walkTenant: SQL = """
    SELECT visible_at_ms, receive_count, row, retained_from_ms FROM message
    WHERE tenant_id = ?1 AND visible_at_ms > ?2 ORDER BY visible_at_ms, row LIMIT ?3
    """

  /// What can be shown of a message but its body.
  struct Detail {
    var backlogID: Int64
    var place: Place
    var retainedFrom: Timestamp
    var id: UniqueID
    var firstReceivedAt: Timestamp?
    var sentAt: Timestamp
    var attributes: [UInt8]?
    var deduplicationID: String?
    var traceHeader: String?
    var deadLetterSource: String?
    var groupID: Int64?
    var tenantID: Int64?
  }

  func detail(_ row: Int64) throws(SQLiteError) -> Detail? {
    try connection.first(Self.detail, row, decode: Detail.init(_:))
  }

  static let detail: SQL = """
    SELECT m.backlog_id, m.visible_at_ms, m.receive_count, m.row, m.retained_from_ms, m.message_id,
      m.first_received_at_ms, b.sent_at_ms, b.attributes, b.deduplication_id, b.trace_header,
      m.dead_letter_source, m.group_id, m.tenant_id
    FROM message m CROSS JOIN message_body b ON b.row = m.row
    WHERE m.row = ?1
    """

  /// The first bytes of a body, and how many it has; reads no further than that.
  func bodyPrefix(
    _ count: Int, of row: Int64
  ) throws(SQLiteError) -> (bytes: [UInt8], size: Int) {
    try connection.prefix(count, of: "body", in: "message_body", row: row)
  }

  /// When the oldest message was sent, of those that became or become visible after one instant and up
  /// to another, that are retained after `oldest`, and that have or have not been received if that is
  /// said.
  ///
  /// Looks at the first thousand that it can mean, and at ten times as many entries of the index
  /// message_by_visibility for them.
  func oldestSend(
    in backlog: Int64, after lower: Timestamp, upTo upper: Timestamp,
    retainedAfter oldest: Timestamp,
    received: Bool? = nil
  ) throws(SQLiteError) -> Timestamp? {
    try connection.first(Self.oldestSend, backlog, lower, upper, oldest, received) {
      (row) throws(SQLiteError) in
      try row.optionalInteger(0).map(Timestamp.init(milliseconds:))
    }.flatMap(\.self)
  }

  static let oldestSend: SQL = """
    SELECT min(b.sent_at_ms)
    FROM (
      SELECT row
      FROM (
        SELECT row, receive_count FROM message
        WHERE backlog_id = ?1 AND visible_at_ms > ?2 AND visible_at_ms <= ?3
        ORDER BY visible_at_ms, receive_count, row LIMIT 10000)
      WHERE ?5 IS NULL OR (receive_count > 0) = ?5 LIMIT 1000) f
    CROSS JOIN message m ON m.row = f.row
    CROSS JOIN message_body b ON b.row = f.row
    WHERE m.retained_from_ms > ?4
    """
}

extension MessageTable.Place {
  fileprivate init(_ row: borrowing Row, from column: Int32) throws(SQLiteError) {
    visibleAt = try row.timestamp(column)
    receiveCount = try row.integer(column + 1)
    self.row = try row.integer(column + 2)
  }

  /// What the message can be used for at `now`.
  func state(at now: Timestamp) -> MessageState {
    if visibleAt <= now { .available } else { receiveCount > 0 ? .inFlight : .delayed }
  }
}

extension MessageTable.Sighting {
  fileprivate init(_ row: borrowing Row) throws(SQLiteError) {
    place = try MessageTable.Place(row, from: 0)
    retainedFrom = try row.timestamp(3)
  }
}

extension MessageTable.Detail {
  fileprivate init(_ row: borrowing Row) throws(SQLiteError) {
    backlogID = try row.integer(0)
    place = try MessageTable.Place(row, from: 1)
    retainedFrom = try row.timestamp(4)
    id = try row.uniqueID(5)
    firstReceivedAt = try row.optionalInteger(6).map(Timestamp.init(milliseconds:))
    sentAt = try row.timestamp(7)
    attributes = try row.optionalBytes(8)
    deduplicationID = try row.optionalText(9)
    traceHeader = try row.optionalText(10)
    deadLetterSource = try row.optionalText(11)
    groupID = try row.optionalInteger(12)
    tenantID = try row.optionalInteger(13)
  }
}
