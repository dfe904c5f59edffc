internal import DovetailTransport

/// The tables `message` and `message_body`: every statement that touches them is in this file.
struct MessageTable {
  let connection: Connection
  /// Hears of each message that comes or goes.
  let tally: MessageTally

  /// A message that a receive may take.
  struct Candidate {
    var row: Int64
    var id: UniqueID
    var receiveCount: Int64
    var firstReceivedAt: Timestamp?
    var retainedFrom: Timestamp
    var sentAt: Timestamp
    var attributes: [UInt8]?
    var body: String
    var deduplicationID: String?
    var traceHeader: String?
    /// How often other queues returned it before it was moved to this one; its count begins there.
    var earlierReceives: Int64
    /// The name of the queue that moved it to this one.
    var deadLetterSource: String?
  }

  /// A message that is to be kept.
  struct Draft {
    var id: UniqueID
    var body: String
    var attributes: [UInt8]?
    var deduplicationID: String?
    var traceHeader: String?
    /// Its group on a FIFO queue.
    var groupID: Int64?
    /// Its tenant on a standard queue that is shared fairly.
    var tenantID: Int64?
    var sentAt: Timestamp
    var retainedFrom: Timestamp
    var visibleAt: Timestamp
    /// What it brings along from the queue that it is moved from.
    var history: History?
  }

  /// What a message has been through in other queues.
  struct History {
    var receiveCount: Int64
    var firstReceivedAt: Timestamp?
    var deadLetterSource: String
  }

  /// What is known of a message without its body.
  struct Record {
    var backlogID: Int64
    var groupID: Int64?
    var tenantID: Int64?
    var id: UniqueID
    var receiveCount: Int64
    var visibleAt: Timestamp
    var receivedAt: Timestamp?
    var retainedFrom: Timestamp
  }

  /// Returns the message's row, which no message had before.
  func insert(_ draft: Draft, into backlog: Int64) throws(SQLiteError) -> Int64 {
    if let history = draft.history {
      try connection.run(
        Self.insertMoved, backlog, draft.visibleAt, draft.retainedFrom, draft.id, draft.groupID,
        draft.tenantID, history.receiveCount, history.firstReceivedAt, history.deadLetterSource)
    } else {
      try connection.run(
        Self.insert, backlog, draft.visibleAt, draft.retainedFrom, draft.id, draft.groupID,
        draft.tenantID)
    }
    let row = connection.lastInsertedRow
    try connection.run(
      Self.insertBody, row, draft.sentAt, draft.attributes, draft.body, draft.deduplicationID,
      draft.traceHeader)
    tally.add(1, to: backlog)
    return row
  }

  private static let insert: SQL = """
    INSERT INTO message (backlog_id, visible_at_ms, retained_from_ms, message_id, group_id, tenant_id)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6)
    """

  private static let insertMoved: SQL = """
    INSERT INTO message (backlog_id, visible_at_ms, retained_from_ms, message_id, group_id,
      tenant_id, receive_count, earlier_receives, first_received_at_ms, dead_letter_source)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7, ?8, ?9)
    """

  private static let insertBody: SQL = """
    INSERT INTO message_body (row, sent_at_ms, attributes, body, deduplication_id, trace_header)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6)
    """

  /// The visible messages that became so first; reads along the index message_by_visibility, without
  /// sorting.
  func candidates(
    _ count: Int, from backlog: Int64, at now: Timestamp
  ) throws(SQLiteError) -> [Candidate] {
    try connection.rows(Self.candidates, backlog, now, count, decode: Candidate.init(_:))
  }

  static let candidates: SQL = """
    SELECT m.row, m.message_id, m.receive_count, m.first_received_at_ms, m.retained_from_ms,
      b.sent_at_ms, b.attributes, b.body, b.deduplication_id, b.trace_header,
      m.earlier_receives, m.dead_letter_source
    FROM message m CROSS JOIN message_body b ON b.row = m.row
    WHERE m.backlog_id = ?1 AND m.visible_at_ms <= ?2
    ORDER BY m.visible_at_ms, m.receive_count, m.row LIMIT ?3
    """

  /// Counts a receive of the message and hides it until `hiddenUntil`.
  func hide(_ row: Int64, at now: Timestamp, until hiddenUntil: Timestamp) throws(SQLiteError) {
    try connection.run(Self.hide, row, now, hiddenUntil)
  }

  static let hide: SQL = """
    UPDATE message
    SET visible_at_ms = ?3, receive_count = receive_count + 1, received_at_ms = ?2,
      first_received_at_ms = coalesce(first_received_at_ms, ?2)
    WHERE row = ?1
    """

  func find(_ row: Int64) throws(SQLiteError) -> Record? {
    try connection.first(Self.find, row, decode: Record.init(_:))
  }

  static let find: SQL = """
    SELECT backlog_id, message_id, receive_count, visible_at_ms, received_at_ms, retained_from_ms,
      group_id, tenant_id
    FROM message WHERE row = ?1
    """

  func setVisible(_ row: Int64, at visibleAt: Timestamp) throws(SQLiteError) {
    try connection.run(Self.setVisible, row, visibleAt)
  }

  static let setVisible: SQL = "UPDATE message SET visible_at_ms = ?2 WHERE row = ?1"

  func delete(_ row: Int64, from backlog: Int64) throws(SQLiteError) {
    try connection.run(Self.delete, row)
    try connection.run(Self.deleteBody, row)
    tally.add(-1, to: backlog)
  }

  static let delete: SQL = "DELETE FROM message WHERE row = ?1"
  static let deleteBody: SQL = "DELETE FROM message_body WHERE row = ?1"

  /// The next instant at which a hidden message becomes visible; reads along the index
  /// message_by_visibility.
  func nextVisible(in backlog: Int64, after now: Timestamp) throws(SQLiteError) -> Timestamp? {
    try connection.first(Self.nextVisible, backlog, now) { (row) throws(SQLiteError) in
      try row.timestamp(0)
    }
  }

  static let nextVisible: SQL = """
    SELECT visible_at_ms FROM message WHERE backlog_id = ?1 AND visible_at_ms > ?2
    ORDER BY visible_at_ms LIMIT 1
    """
}

extension MessageTable.Candidate {
  init(_ row: borrowing Row) throws(SQLiteError) {
    self.row = try row.integer(0)
    id = try row.uniqueID(1)
    receiveCount = try row.integer(2)
    firstReceivedAt = try row.optionalInteger(3).map(Timestamp.init(milliseconds:))
    retainedFrom = try row.timestamp(4)
    sentAt = try row.timestamp(5)
    attributes = try row.optionalBytes(6)
    body = try row.text(7)
    deduplicationID = try row.optionalText(8)
    traceHeader = try row.optionalText(9)
    earlierReceives = try row.integer(10)
    deadLetterSource = try row.optionalText(11)
  }
}

extension MessageTable.Record {
  fileprivate init(_ row: borrowing Row) throws(SQLiteError) {
    backlogID = try row.integer(0)
    id = try row.uniqueID(1)
    receiveCount = try row.integer(2)
    visibleAt = try row.timestamp(3)
    receivedAt = try row.optionalInteger(4).map(Timestamp.init(milliseconds:))
    retainedFrom = try row.timestamp(5)
    groupID = try row.optionalInteger(6)
    tenantID = try row.optionalInteger(7)
  }
}
