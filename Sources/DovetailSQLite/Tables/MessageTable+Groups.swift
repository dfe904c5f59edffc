internal import DovetailTransport

/// The statements about the messages of groups of FIFO queues.
///
/// A group's stand together, in the order of their sends. Its first one, the head, says when the group
/// wakes: a group can be received from exactly when its head is visible.
extension MessageTable {
  /// The first message of a group.
  struct Head {
    var row: Int64
    var times: MessageTimes
    var isApart: Bool
  }

  /// The first message that a group has.
  func head(of group: Int64) throws(SQLiteError) -> Head? {
    try connection.first(Self.head, group) { (row) throws(SQLiteError) in
      Head(
        row: try row.integer(0), times: try MessageTimes(row, from: 1),
        isApart: try row.integer(5) != 0)
    }
  }

  static let head: SQL = """
    SELECT row, visible_at_ms, receive_count, sent_at_ms, retained_from_ms, body IS NULL
    FROM message WHERE row >= ?1 AND row <= ?1 | 549755813887 ORDER BY row LIMIT 1
    """

  /// Makes a message the head of its group, or says anew when that wakes.
  func setHead(_ row: Int64, wakesAt: Timestamp) throws(SQLiteError) {
    try connection.run(Self.setHead, row, wakesAt)
  }

  static let setHead: SQL = "UPDATE message SET wakes_at_ms = ?2 WHERE row = ?1"

  /// The heads of groups that are awake, those first that became so first; only heads whose numbers
  /// are no larger than `lastNumber`.
  ///
  /// Reads nothing but the index message_by_wake, without sorting.
  func awakeHeads(
    _ count: Int, in backlog: Int64, upTo lastNumber: Int64, at now: Timestamp
  ) throws(SQLiteError) -> [Int64] {
    try connection.rows(Self.awakeHeads, backlog, now, lastNumber, count) {
      (row) throws(SQLiteError) in
      try row.integer(0)
    }
  }

  static let awakeHeads: SQL = """
    SELECT row FROM message
    WHERE backlog_id = ?1 AND wakes_at_ms <= ?2 AND row & 549755813887 <= ?3
    ORDER BY wakes_at_ms, row & 549755813887 LIMIT ?4
    """

  /// The next instant at which a group wakes; reads along the index message_by_wake.
  func nextWake(in backlog: Int64, after now: Timestamp) throws(SQLiteError) -> Timestamp? {
    try connection.first(Self.nextWake, backlog, now) { (row) throws(SQLiteError) in
      try row.timestamp(0)
    }
  }

  static let nextWake: SQL = """
    SELECT wakes_at_ms FROM message WHERE backlog_id = ?1 AND wakes_at_ms > ?2
    ORDER BY wakes_at_ms LIMIT 1
    """

  /// A head whose group is asleep.
  struct SleepingHead {
    var row: Int64
    var place: QueueTable.RewakePlace
    var times: MessageTimes
  }

  /// The heads behind a place, in the order in which their groups wake.
  ///
  /// First those that wake at its instant; see ``walk(_:after:limit:while:)``.
  func sleepingHeads(
    in backlog: Int64, after place: QueueTable.RewakePlace, limit: Int
  ) throws(SQLiteError) -> [SleepingHead] {
    let ties = try connection.rows(
      Self.headTies, backlog, place.wakesAt, place.number, limit, decode: SleepingHead.init(_:))
    guard ties.count < limit else { return ties }
    return try ties
      + connection.rows(
        Self.sleepingHeads, backlog, place.wakesAt, limit - ties.count,
        decode: SleepingHead.init(_:))
  }

  static let headTies: SQL = """
    SELECT row, wakes_at_ms, visible_at_ms, receive_count, sent_at_ms, retained_from_ms FROM message
    WHERE backlog_id = ?1 AND wakes_at_ms = ?2 AND row & 549755813887 > ?3
    ORDER BY row & 549755813887 LIMIT ?4
    """

  static let sleepingHeads: SQL = """
    SELECT row, wakes_at_ms, visible_at_ms, receive_count, sent_at_ms, retained_from_ms FROM message
    WHERE backlog_id = ?1 AND wakes_at_ms > ?2
    ORDER BY wakes_at_ms, row & 549755813887 LIMIT ?3
    """

  /// The messages of a group from its head on, up to `count`, before the first that is not to be
  /// returned.
  func run(
    from head: Int64, upTo count: Int, while continues: (MessageTimes) -> Bool
  ) throws(SQLiteError) -> [Candidate] {
    try complete(
      connection.leadingRows(Self.run, head, count) { (row) throws(SQLiteError) in
        continues(try MessageTimes(row, from: 2)) ? try Candidate(row) : nil
      })
  }

  static let run: SQL = """
    SELECT row, message_id, visible_at_ms, receive_count, sent_at_ms, retained_from_ms,
      first_received_at_ms, deduplication_id, earlier_receives, dead_letter_source, group_name,
      tenant_id, attributes, trace_header, body
    FROM message WHERE row >= ?1 AND row <= ?1 | 549755813887 ORDER BY row LIMIT ?2
    """
}

extension MessageTable.SleepingHead {
  fileprivate init(_ row: borrowing Row) throws(SQLiteError) {
    self.row = try row.integer(0)
    place = QueueTable.RewakePlace(
      wakesAt: try row.timestamp(1), number: Placement.number(of: self.row))
    times = try MessageTimes(row, from: 2)
  }
}
