internal import DovetailTransport

/// The tables `message` and `message_body`: every statement that touches them is in this file and its
/// extensions.
struct MessageTable {
  let connection: Connection
  let numbering: NumberingTable
  /// Whether messages of FIFO queues are kept in the order of their sends, across groups.
  let keepsOrder: Bool

  /// Returns the message's row.
  func insert(
    _ draft: Draft, into backlog: Int64, among company: Company
  ) throws(SQLiteError) -> Int64 {
    let number = try numbering.take()
    let row: Int64
    switch company {
    case .none:
      row = try insert(draft, into: backlog, number, tenant: nil)
    case .tenant(let tenant):
      row = try insert(draft, into: backlog, number, tenant: tenant)
    case .group(let group, let name, let wakesAt):
      row = Placement.row(in: group, number: number)
      try insert(
        draft, into: backlog, at: row, group: name, wakesAt: wakesAt,
        number: keepsOrder ? number : nil)
    }
    if draft.content.isApart {
      let content = draft.content
      try connection.run(
        Self.insertBody, row, content.attributes, content.traceHeader, content.body)
    }
    return row
  }

  /// Keeps a message of a standard queue where it belongs, or a little later if there is one.
  private func insert(
    _ draft: Draft, into backlog: Int64, _ number: Int64, tenant: Int64?
  ) throws(SQLiteError) -> Int64 {
    var row = Placement.row(visibleAt: draft.visibleAt, number: number)
    var attempts = 1000
    while true {
      do {
        try insert(draft, into: backlog, at: row, tenant: tenant)
        return row
      } catch {
        attempts -= 1
        guard error.isOfTakenKey, attempts > 0 else { throw error }
        row = Placement.row(after: row)
      }
    }
  }

  private func insert(
    _ draft: Draft, into backlog: Int64, at row: Int64, tenant: Int64? = nil,
    group: String? = nil, wakesAt: Timestamp? = nil, number: Int64? = nil
  ) throws(SQLiteError) {
    let inRow = draft.content.isApart ? nil : draft.content
    let history = draft.history
    try connection.run(
      Self.insert, row, backlog, draft.visibleAt, wakesAt, history?.receiveCount ?? 0,
      history?.firstReceivedAt, draft.retainedFrom, draft.sentAt, draft.id,
      history?.deadLetterSource, tenant, group, number, draft.deduplicationID, inRow?.attributes,
      inRow?.traceHeader, inRow?.body)
  }

  static let insert: SQL = """
    INSERT INTO message (row, backlog_id, visible_at_ms, wakes_at_ms, receive_count,
      earlier_receives, first_received_at_ms, retained_from_ms, sent_at_ms, message_id,
      dead_letter_source, tenant_id, group_name, number, deduplication_id, attributes, trace_header,
      body)
    VALUES (?1, ?2, ?3, ?4, ?5, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)
    """

  private static let insertBody: SQL = """
    INSERT INTO message_body (row, attributes, trace_header, body) VALUES (?1, ?2, ?3, ?4)
    """

  /// The visible messages of a standard queue that became so first; reads along the index
  /// message_by_visibility, without sorting.
  func candidates(
    _ count: Int, from backlog: Int64, at now: Timestamp
  ) throws(SQLiteError) -> [Candidate] {
    try complete(connection.rows(Self.candidates, backlog, now, count, decode: Candidate.init(_:)))
  }

  static let candidates: SQL = """
    SELECT row, message_id, visible_at_ms, receive_count, sent_at_ms, retained_from_ms,
      first_received_at_ms, deduplication_id, earlier_receives, dead_letter_source, group_name,
      tenant_id, attributes, trace_header, body
    FROM message
    WHERE backlog_id = ?1 AND visible_at_ms <= ?2 AND row >= 0
    ORDER BY visible_at_ms, row LIMIT ?3
    """

  /// One message; nil when it is gone.
  func candidate(_ row: Int64) throws(SQLiteError) -> Candidate? {
    try complete(connection.rows(Self.candidate, row, decode: Candidate.init(_:))).first
  }

  static let candidate: SQL = """
    SELECT row, message_id, visible_at_ms, receive_count, sent_at_ms, retained_from_ms,
      first_received_at_ms, deduplication_id, earlier_receives, dead_letter_source, group_name,
      tenant_id, attributes, trace_header, body
    FROM message WHERE row = ?1
    """

  /// Reads the contents that stand apart; each body in a row is a text, if an empty one.
  func complete(_ candidates: [Candidate]) throws(SQLiteError) -> [Candidate] {
    guard candidates.contains(where: \.content.body.isEmpty) else { return candidates }
    var candidates = candidates
    for index in candidates.indices where candidates[index].content.body.isEmpty {
      let row = candidates[index].row
      let content = try connection.first(Self.body, row, decode: Content.init(_:))
      if let content { candidates[index].content = content }
    }
    return candidates
  }

  static let body: SQL = "SELECT attributes, trace_header, body FROM message_body WHERE row = ?1"

  /// Counts a receive of the message and hides it until `hiddenUntil`.
  ///
  /// If it is the first of a group, that wakes at `wakesAt`.
  func hide(
    _ row: Int64, at now: Timestamp, until hiddenUntil: Timestamp, wakesAt: Timestamp? = nil
  ) throws(SQLiteError) {
    try connection.run(Self.hide, row, now, hiddenUntil, wakesAt)
  }

  static let hide: SQL = """
    UPDATE message
    SET visible_at_ms = ?3, wakes_at_ms = ?4, receive_count = receive_count + 1,
      received_at_ms = ?2, first_received_at_ms = coalesce(first_received_at_ms, ?2)
    WHERE row = ?1
    """

  func find(_ row: Int64) throws(SQLiteError) -> Record? {
    try connection.first(Self.find, row, decode: Record.init(_:))
  }

  static let find: SQL = """
    SELECT backlog_id, message_id, visible_at_ms, receive_count, sent_at_ms, retained_from_ms,
      received_at_ms, wakes_at_ms, tenant_id, body IS NULL
    FROM message WHERE row = ?1
    """

  /// Says when the message is visible, and if it is the first of a group when that wakes.
  func setVisible(
    _ row: Int64, at visibleAt: Timestamp, wakesAt: Timestamp? = nil
  ) throws(SQLiteError) {
    try connection.run(Self.setVisible, row, visibleAt, wakesAt)
  }

  static let setVisible: SQL = """
    UPDATE message SET visible_at_ms = ?2, wakes_at_ms = ?3 WHERE row = ?1
    """

  func delete(_ row: Int64, isApart: Bool) throws(SQLiteError) {
    try connection.run(Self.delete, row)
    if isApart { try connection.run(Self.deleteBody, row) }
  }

  static let delete: SQL = "DELETE FROM message WHERE row = ?1"
  static let deleteBody: SQL = "DELETE FROM message_body WHERE row = ?1"

  /// The next instant at which a hidden message of a standard queue becomes visible; reads along the
  /// index message_by_visibility.
  func nextVisible(in backlog: Int64, after now: Timestamp) throws(SQLiteError) -> Timestamp? {
    try connection.first(Self.nextVisible, backlog, now) { (row) throws(SQLiteError) in
      try row.timestamp(0)
    }
  }

  static let nextVisible: SQL = """
    SELECT visible_at_ms FROM message WHERE backlog_id = ?1 AND visible_at_ms > ?2 AND row >= 0
    ORDER BY visible_at_ms LIMIT 1
    """
}
