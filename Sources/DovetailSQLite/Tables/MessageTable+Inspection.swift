internal import DovetailTransport

/// The statements that look at messages without receiving them.
extension MessageTable {
  /// Messages that stand in an order along which they can be walked.
  enum Line {
    /// All of a standard queue, as they become visible; along the index message_by_visibility.
    case backlog(Int64)
    /// Those of a group of a FIFO queue, as they were sent.
    case group(Int64)
    /// Those of a tenant, as they become visible; along the index message_by_tenant.
    case tenant(Int64)
  }

  /// A place in a line.
  struct Place: Equatable {
    var visibleAt: Timestamp
    var row: Int64
  }

  /// What is seen of a message in passing.
  struct Sighting {
    var row: Int64
    var times: MessageTimes

    var place: Place { Place(visibleAt: times.visibleAt, row: row) }
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
    let (instant, row) = (place.visibleAt, place.row)
    switch line {
    case .backlog(let backlog):
      let ties = try connection.leadingRows(
        Self.queueTies, backlog, instant, row, limit, decode: decode)
      guard !isOver, ties.count < limit else { return ties }
      return try ties
        + connection.leadingRows(
          Self.walkQueue, backlog, instant, limit - ties.count, decode: decode)
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
    SELECT row, visible_at_ms, receive_count, sent_at_ms, retained_from_ms FROM message
    WHERE backlog_id = ?1 AND visible_at_ms = ?2 AND row > ?3 AND row >= 0 ORDER BY row LIMIT ?4
    """

  static let walkQueue: SQL = """
    SELECT row, visible_at_ms, receive_count, sent_at_ms, retained_from_ms FROM message
    WHERE backlog_id = ?1 AND visible_at_ms > ?2 AND row >= 0
    ORDER BY visible_at_ms, row LIMIT ?3
    """

  static let walkGroup: SQL = """
    SELECT row, visible_at_ms, receive_count, sent_at_ms, retained_from_ms FROM message
    WHERE row > max(?1, ?2) AND row <= ?1 | 549755813887 ORDER BY row LIMIT ?3
    """

  static let tenantTies: SQL = """
    SELECT row, visible_at_ms, receive_count, sent_at_ms, retained_from_ms FROM message
    WHERE tenant_id = ?1 AND visible_at_ms = ?2 AND row > ?3 ORDER BY row LIMIT ?4
    """

  static let walkTenant: SQL = """
    SELECT row, visible_at_ms, receive_count, sent_at_ms, retained_from_ms FROM message
    WHERE tenant_id = ?1 AND visible_at_ms > ?2 ORDER BY visible_at_ms, row LIMIT ?3
    """

  /// What can be shown of a message but its body.
  struct Detail {
    var backlogID: Int64
    var row: Int64
    var times: MessageTimes
    var id: UniqueID
    var firstReceivedAt: Timestamp?
    var attributes: [UInt8]?
    var traceHeader: String?
    var deduplicationID: String?
    var deadLetterSource: String?
    var groupName: String?
    var tenantID: Int64?
    /// Whether its content stands apart.
    var isApart: Bool
  }

  func detail(_ row: Int64) throws(SQLiteError) -> Detail? {
    try connection.first(Self.detail, row, decode: Detail.init(_:))
  }

  static let detail: SQL = """
    SELECT m.backlog_id, m.row, m.visible_at_ms, m.receive_count, m.sent_at_ms, m.retained_from_ms,
      m.message_id, m.first_received_at_ms, coalesce(m.attributes, b.attributes),
      coalesce(m.trace_header, b.trace_header), m.deduplication_id, m.dead_letter_source,
      m.group_name, m.tenant_id, m.body IS NULL
    FROM message m LEFT JOIN message_body b ON b.row = m.row
    WHERE m.row = ?1
    """

  /// The first bytes of a body, and how many it has; reads no further than that.
  func bodyPrefix(
    _ count: Int, of row: Int64, isApart: Bool
  ) throws(SQLiteError) -> (bytes: [UInt8], size: Int) {
    try connection.prefix(
      count, of: "body", in: isApart ? "message_body" : "message", row: row)
  }

  /// When the oldest message of a standard queue was sent, of those that became or become visible after
  /// one instant and up to another, that are retained after `oldest`, and that have or have not been
  /// received if that is said.
  ///
  /// Looks at the first two thousand along the index message_by_visibility.
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
    SELECT min(sent_at_ms)
    FROM (
      SELECT sent_at_ms, retained_from_ms, receive_count FROM message
      WHERE backlog_id = ?1 AND visible_at_ms > ?2 AND visible_at_ms <= ?3 AND row >= 0
      ORDER BY visible_at_ms, row LIMIT 2000)
    WHERE retained_from_ms > ?4 AND (?5 IS NULL OR (receive_count > 0) = ?5)
    """
}

extension MessageTable.Sighting {
  fileprivate init(_ row: borrowing Row) throws(SQLiteError) {
    self.row = try row.integer(0)
    times = try MessageTimes(row, from: 1)
  }
}

extension MessageTable.Detail {
  fileprivate init(_ row: borrowing Row) throws(SQLiteError) {
    backlogID = try row.integer(0)
    self.row = try row.integer(1)
    times = try MessageTimes(row, from: 2)
    id = try row.uniqueID(6)
    firstReceivedAt = try row.optionalInteger(7).map(Timestamp.init(milliseconds:))
    attributes = try row.optionalBytes(8)
    traceHeader = try row.optionalText(9)
    deduplicationID = try row.optionalText(10)
    deadLetterSource = try row.optionalText(11)
    groupName = try row.optionalText(12)
    tenantID = try row.optionalInteger(13)
    isApart = try row.integer(14) != 0
  }
}
