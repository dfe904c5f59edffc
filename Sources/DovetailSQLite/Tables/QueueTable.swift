internal import DovetailTransport

/// A queue, with what its operations look at.
struct QueueRecord: Equatable {
  /// Its incarnation: a queue that is deleted and made again has another one.
  var id: Int64
  /// Whose it is: the row of an account in a region.
  var account: Int64
  var name: String
  var createdAt: Timestamp
  var modifiedAt: Timestamp
  var settings: QueueSettings
  /// Whether it is a standard queue that has had messages with groups.
  var isFair = false
  /// Its messages; to purge the queue is to give it another backlog.
  var backlog: Int64
  /// Messages that are retained from then or before have expired, however long the retention is now.
  var expiredUntil: Timestamp?
}

/// The attributes of a queue that operations on messages look at, checked.
struct QueueSettings: Equatable {
  var delay = Duration.zero
  var visibilityTimeout = Duration.seconds(30)
  var retention = Duration.seconds(345_600)
  var waitTime = Duration.zero
  var maximumMessageSize = SQSLimits.messageBytes
  var redrive: Redrive?
  /// Nil on a standard queue.
  var fifo: FIFOSettings?

  /// Where messages go that were received too often.
  struct Redrive: Equatable {
    /// The name of a queue, which may be there or not.
    var deadLetterQueue: String
    var maxReceiveCount: Int64
  }
}

/// The attributes that only FIFO queues have.
struct FIFOSettings: Equatable {
  /// Whether a message without a de-duplication id gets one made of its body.
  var deduplicatesContent = false
  /// Whether the attribute says that groups do not share their de-duplication ids.
  var deduplicatesByGroup = false
  /// Whether they do not in fact: what the attribute was when the queue was made, as on SQS.
  var createdDeduplicatingByGroup = false
  /// Stored and returned; the throughput of the double has no limit.
  var limitsThroughputByGroup = false
}

/// The `queue` table: every statement that touches it is in this file.
///
/// The queues that were found are remembered: every operation begins by looking for its queue, and most look
/// for the same one. What writes to the table must forget them.
struct QueueTable {
  let connection: Connection
  let found: FoundRecords<Int64, QueueRecord>

  /// The queues of all accounts, with their backlogs.
  func all() throws(SQLiteError) -> [(id: Int64, backlog: Int64)] {
    try connection.rows(Self.all) { (row) throws(SQLiteError) in
      (id: try row.integer(0), backlog: try row.integer(1))
    }
  }

  private static let all: SQL = "SELECT id, backlog_id FROM queue"

  /// Forgets what was found: it has changed, or a change that was seen has been undone.
  func forget() {
    found.forget()
  }

  /// Reads along the constraint queue_name.
  func find(_ name: String, of account: Int64) throws(SQLiteError) -> QueueRecord? {
    try found.record(name, of: account) { () throws(SQLiteError) in
      try connection.first(Self.find, account, name, decode: QueueRecord.init(_:))
    }
  }

  static let find: SQL = """
    SELECT q.id, q.name, q.created_at_ms, q.modified_at_ms, q.delay_ms, q.visibility_timeout_ms,
      q.retention_ms, q.wait_time_ms, q.maximum_message_bytes, q.dead_letter_queue,
      q.max_receive_count, q.is_fifo, q.deduplicates_content, q.deduplicates_by_group,
      q.created_deduplicating_by_group, q.limits_throughput_by_group,
      b.fair_in_flight IS NOT NULL, q.backlog_id, b.expired_until_ms, q.account_id
    FROM queue q CROSS JOIN backlog b ON b.id = q.backlog_id
    WHERE q.account_id = ?1 AND q.name = ?2
    """

  /// Returns the id of the new queue.
  @discardableResult
  func insert(
    _ name: String, of account: Int64, _ settings: QueueSettings, backlog: Int64,
    at now: Timestamp
  ) throws(SQLiteError) -> Int64 {
    forget()
    let fifo = settings.fifo ?? FIFOSettings()
    try connection.run(
      Self.insert, name, now, settings.delay.wholeMilliseconds,
      settings.visibilityTimeout.wholeMilliseconds, settings.retention.wholeMilliseconds,
      settings.waitTime.wholeMilliseconds, settings.maximumMessageSize,
      settings.redrive?.deadLetterQueue, settings.redrive?.maxReceiveCount, settings.fifo != nil,
      fifo.deduplicatesContent, fifo.deduplicatesByGroup, fifo.createdDeduplicatingByGroup,
      fifo.limitsThroughputByGroup, backlog, account
    )
    return connection.lastInsertedRow
  }

  private static let insert: SQL = """
    INSERT INTO queue (name, created_at_ms, modified_at_ms, delay_ms, visibility_timeout_ms,
      retention_ms, wait_time_ms, maximum_message_bytes, dead_letter_queue, max_receive_count,
      is_fifo, deduplicates_content, deduplicates_by_group, created_deduplicating_by_group,
      limits_throughput_by_group, backlog_id, account_id)
    VALUES (?1, ?2, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)
    """

  func update(
    _ id: Int64, _ settings: QueueSettings, at now: Timestamp
  ) throws(SQLiteError) {
    forget()
    let fifo = settings.fifo ?? FIFOSettings()
    try connection.run(
      Self.update, id, now, settings.delay.wholeMilliseconds,
      settings.visibilityTimeout.wholeMilliseconds, settings.retention.wholeMilliseconds,
      settings.waitTime.wholeMilliseconds, settings.maximumMessageSize,
      settings.redrive?.deadLetterQueue, settings.redrive?.maxReceiveCount,
      fifo.deduplicatesContent, fifo.deduplicatesByGroup, fifo.limitsThroughputByGroup
    )
  }

  private static let update: SQL = """
    UPDATE queue
    SET modified_at_ms = ?2, delay_ms = ?3, visibility_timeout_ms = ?4, retention_ms = ?5,
      wait_time_ms = ?6, maximum_message_bytes = ?7, dead_letter_queue = ?8, max_receive_count = ?9,
      deduplicates_content = ?10, deduplicates_by_group = ?11, limits_throughput_by_group = ?12
    WHERE id = ?1
    """

  func delete(_ id: Int64) throws(SQLiteError) {
    forget()
    try connection.run(Self.delete, id)
  }

  private static let delete: SQL = "DELETE FROM queue WHERE id = ?1"

  /// The backlog of an incarnation; nil when that is gone.
  func backlog(of id: Int64) throws(SQLiteError) -> Int64? {
    try connection.first(Self.backlog, id) { (row) throws(SQLiteError) in try row.integer(0) }
  }

  static let backlog: SQL = "SELECT backlog_id FROM queue WHERE id = ?1"

  func setBacklog(_ backlog: Int64, of id: Int64) throws(SQLiteError) {
    forget()
    try connection.run(Self.setBacklog, id, backlog)
  }

  private static let setBacklog: SQL = "UPDATE queue SET backlog_id = ?2 WHERE id = ?1"

  /// When the queue was last purged.
  func purgedAt(_ id: Int64) throws(SQLiteError) -> Timestamp? {
    let instant = try connection.first(Self.purgedAt, id) { (row) throws(SQLiteError) in
      try row.optionalInteger(0)
    }
    return instant.flatMap(\.self).map(Timestamp.init(milliseconds:))
  }

  private static let purgedAt: SQL = "SELECT purged_at_ms FROM queue WHERE id = ?1"

  func setPurged(_ id: Int64, at now: Timestamp) throws(SQLiteError) {
    try connection.run(Self.setPurged, id, now)
  }

  private static let setPurged: SQL = "UPDATE queue SET purged_at_ms = ?2 WHERE id = ?1"
}

extension QueueTable {
  /// Where to go on with setting anew when the groups of a queue wake.
  struct RewakePlace: Equatable {
    /// Groups that wake by then have been looked at.
    var wakesAt: Timestamp
    /// Of those that wake just then, the ones whose heads have numbers up to this.
    var number: Int64
  }

  /// A queue whose groups are to be looked at.
  struct Rewaking {
    var account: Int64
    var name: String
    var place: RewakePlace
  }

  /// Nil when nothing is to be looked at.
  func findRewaking(_ id: Int64) throws(SQLiteError) -> Rewaking? {
    try connection.first(Self.findRewaking, id) { (row) throws(SQLiteError) in
      Rewaking(
        account: try row.integer(3), name: try row.text(0),
        place: RewakePlace(wakesAt: try row.timestamp(1), number: try row.integer(2)))
    }
  }

  static let findRewaking: SQL = """
    SELECT name, rewakes_after_ms, rewakes_after_number, account_id FROM queue
    WHERE id = ?1 AND rewakes_after_ms IS NOT NULL
    """

  /// Says where to go on; nil: there is nothing left.
  func setRewaking(_ id: Int64, after place: RewakePlace?) throws(SQLiteError) {
    try connection.run(Self.setRewaking, id, place?.wakesAt, place?.number)
  }

  static let setRewaking: SQL = """
    UPDATE queue SET rewakes_after_ms = ?2, rewakes_after_number = ?3 WHERE id = ?1
    """

  /// The queues whose groups are to be looked at; reads along the index queue_rewaking.
  func rewaking() throws(SQLiteError) -> [Int64] {
    try connection.rows(Self.rewaking) { (row) throws(SQLiteError) in try row.integer(0) }
  }

  static let rewaking: SQL = "SELECT id FROM queue WHERE rewakes_after_ms IS NOT NULL"
}

extension QueueTable {
  /// The names of an account's queues after `start` that begin with `prefix`, in the order of their bytes; reads along the
  /// constraint queue_name.
  func names(
    of account: Int64, after start: String, prefix: String, limit: Int
  ) throws(SQLiteError) -> [String] {
    let names = try connection.rows(Self.names, account, start, prefix, limit) {
      (row) throws(SQLiteError) in try row.text(0)
    }
    return Array(names.prefix { $0.utf8.starts(with: prefix.utf8) })
  }

  /// The plus keeps the last comparison out of the index: of two bounds SQLite would take one, and
  /// pass over all names between them.
  static let names: SQL = """
    SELECT name FROM queue
    WHERE account_id = ?1 AND name >= max(?2, ?3) AND +name > ?2
    ORDER BY name LIMIT ?4
    """

  /// The names after `start` of the account's queues whose redrive policy names the queue, in the order of their
  /// bytes; reads along the index queue_by_dead_letter_queue.
  func sources(
    of deadLetterQueue: QueueRecord, after start: String, limit: Int
  ) throws(SQLiteError) -> [String] {
    let queue = deadLetterQueue
    return try connection.rows(Self.sources, queue.account, queue.name, start, limit) {
      (row) throws(SQLiteError) in try row.text(0)
    }
  }

  static let sources: SQL = """
    SELECT name FROM queue
    WHERE account_id = ?1 AND dead_letter_queue = ?2 AND name > ?3
    ORDER BY name LIMIT ?4
    """
}

extension QueueRecord {
  fileprivate init(_ row: borrowing Row) throws(SQLiteError) {
    id = try row.integer(0)
    name = try row.text(1)
    createdAt = try row.timestamp(2)
    modifiedAt = try row.timestamp(3)
    settings = QueueSettings(
      delay: .milliseconds(try row.integer(4)),
      visibilityTimeout: .milliseconds(try row.integer(5)),
      retention: .milliseconds(try row.integer(6)),
      waitTime: .milliseconds(try row.integer(7)),
      maximumMessageSize: Int(try row.integer(8)),
      fifo: try row.integer(11) == 0 ? nil : FIFOSettings(row)
    )
    isFair = try row.integer(16) != 0
    backlog = try row.integer(17)
    account = try row.integer(19)
    expiredUntil = try row.optionalInteger(18).map(Timestamp.init(milliseconds:))
    if let queue = try row.optionalText(9), let count = try row.optionalInteger(10) {
      settings.redrive = QueueSettings.Redrive(deadLetterQueue: queue, maxReceiveCount: count)
    }
  }
}

extension FIFOSettings {
  /// Reads the columns that follow `is_fifo`.
  fileprivate init(_ row: borrowing Row) throws(SQLiteError) {
    deduplicatesContent = try row.integer(12) != 0
    deduplicatesByGroup = try row.integer(13) != 0
    createdDeduplicatingByGroup = try row.integer(14) != 0
    limitsThroughputByGroup = try row.integer(15) != 0
  }
}
