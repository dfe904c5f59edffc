internal import DovetailTransport

/// A queue, with what its operations look at.
struct QueueRecord: Equatable {
  /// Its incarnation: a queue that is deleted and made again has another one.
  var id: Int64
  var name: String
  var createdAt: Timestamp
  var modifiedAt: Timestamp
  var settings: QueueSettings
}

/// The attributes of a queue that operations on messages look at, checked.
struct QueueSettings: Equatable {
  var delay = Duration.zero
  var visibilityTimeout = Duration.seconds(30)
  var retention = Duration.seconds(345_600)
  var waitTime = Duration.zero
  var maximumMessageSize = SQSLimits.messageBytes
  var redrive: Redrive?

  /// Where messages go that were received too often.
  struct Redrive: Equatable {
    /// The name of a queue, which may be there or not.
    var deadLetterQueue: String
    var maxReceiveCount: Int64
  }
}

/// The `queue` table: every statement that touches it is in this file.
///
/// Each transaction has its own, which remembers the queues that it has found: every operation begins
/// by looking for its queue, and most of a transaction's look for the same one. What writes to the
/// table must forget them.
final class QueueTable {
  private let connection: Connection
  private var found: [String: QueueRecord] = [:]

  init(connection: Connection) {
    self.connection = connection
  }

  /// Forgets what was found: it has changed, or a change that was seen has been undone.
  func forget() {
    found.removeAll()
  }

  /// Reads along the constraint queue_name.
  func find(_ name: String) throws(SQLiteError) -> QueueRecord? {
    if let queue = found[name] { return queue }
    let queue = try connection.first(Self.find, name, decode: QueueRecord.init(_:))
    found[name] = queue
    return queue
  }

  static let find: SQL = """
    SELECT id, name, created_at_ms, modified_at_ms, delay_ms, visibility_timeout_ms, retention_ms,
      wait_time_ms, maximum_message_bytes, dead_letter_queue, max_receive_count
    FROM queue WHERE name = ?1
    """

  /// Returns the id of the new queue.
  @discardableResult
  func insert(
    _ name: String, _ settings: QueueSettings, at now: Timestamp
  ) throws(SQLiteError) -> Int64 {
    forget()
    try connection.run(
      Self.insert, name, now, settings.delay.wholeMilliseconds,
      settings.visibilityTimeout.wholeMilliseconds, settings.retention.wholeMilliseconds,
      settings.waitTime.wholeMilliseconds, settings.maximumMessageSize,
      settings.redrive?.deadLetterQueue, settings.redrive?.maxReceiveCount
    )
    return connection.lastInsertedRow
  }

  private static let insert: SQL = """
    INSERT INTO queue (name, created_at_ms, modified_at_ms, delay_ms, visibility_timeout_ms,
      retention_ms, wait_time_ms, maximum_message_bytes, dead_letter_queue, max_receive_count)
    VALUES (?1, ?2, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
    """

  func update(
    _ id: Int64, _ settings: QueueSettings, at now: Timestamp
  ) throws(SQLiteError) {
    forget()
    try connection.run(
      Self.update, id, now, settings.delay.wholeMilliseconds,
      settings.visibilityTimeout.wholeMilliseconds, settings.retention.wholeMilliseconds,
      settings.waitTime.wholeMilliseconds, settings.maximumMessageSize,
      settings.redrive?.deadLetterQueue, settings.redrive?.maxReceiveCount
    )
  }

  private static let update: SQL = """
    UPDATE queue
    SET modified_at_ms = ?2, delay_ms = ?3, visibility_timeout_ms = ?4, retention_ms = ?5,
      wait_time_ms = ?6, maximum_message_bytes = ?7, dead_letter_queue = ?8, max_receive_count = ?9
    WHERE id = ?1
    """

  func delete(_ id: Int64) throws(SQLiteError) {
    forget()
    try connection.run(Self.delete, id)
  }

  private static let delete: SQL = "DELETE FROM queue WHERE id = ?1"

  /// How many messages the queue holds, those included whose retention has ended unnoticed.
  func messageCount(of id: Int64) throws(SQLiteError) -> Int64 {
    try connection.first(Self.messageCount, id) { (row) throws(SQLiteError) in
      try row.integer(0)
    } ?? 0
  }

  private static let messageCount: SQL = "SELECT message_count FROM queue WHERE id = ?1"

  /// Adds to the number of messages that the queue holds.
  func addMessages(_ count: Int64, to id: Int64) throws(SQLiteError) {
    try connection.run(Self.addMessages, id, count)
  }

  static let addMessages: SQL = """
    UPDATE queue SET message_count = message_count + ?2 WHERE id = ?1
    """

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
  /// The names after `start` that begin with `prefix`, in the order of their bytes; reads along the
  /// constraint queue_name.
  func names(
    after start: String, prefix: String, limit: Int
  ) throws(SQLiteError) -> [String] {
    let names = try connection.rows(Self.names, start, prefix, limit) {
      (row) throws(SQLiteError) in try row.text(0)
    }
    return Array(names.prefix { $0.utf8.starts(with: prefix.utf8) })
  }

  /// The plus keeps the last comparison out of the index: of two bounds SQLite would take one, and
  /// pass over all names between them.
  static let names: SQL = """
    SELECT name FROM queue
    WHERE name >= max(?1, ?2) AND +name > ?1
    ORDER BY name LIMIT ?3
    """

  /// The names after `start` of queues whose redrive policy names the queue, in the order of their
  /// bytes; reads along the index queue_by_dead_letter_queue.
  func sources(
    of deadLetterQueue: String, after start: String, limit: Int
  ) throws(SQLiteError) -> [String] {
    try connection.rows(Self.sources, deadLetterQueue, start, limit) {
      (row) throws(SQLiteError) in try row.text(0)
    }
  }

  static let sources: SQL = """
    SELECT name FROM queue WHERE dead_letter_queue = ?1 AND name > ?2 ORDER BY name LIMIT ?3
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
      maximumMessageSize: Int(try row.integer(8))
    )
    if let queue = try row.optionalText(9), let count = try row.optionalInteger(10) {
      settings.redrive = QueueSettings.Redrive(deadLetterQueue: queue, maxReceiveCount: count)
    }
  }
}
