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

/// The attributes of a queue that can be set, checked.
struct QueueSettings: Equatable {
  var delay = Duration.zero
  var visibilityTimeout = Duration.seconds(30)
  var retention = Duration.seconds(345_600)
  var waitTime = Duration.zero
  var maximumMessageSize = SQSLimits.messageBytes
  var redrivePolicy: String?
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
      wait_time_ms, maximum_message_bytes, redrive_policy
    FROM queue WHERE name = ?1
    """

  func insert(_ name: String, _ settings: QueueSettings, at now: Timestamp) throws(SQLiteError) {
    forget()
    try connection.run(
      Self.insert, name, now, settings.delay.wholeMilliseconds,
      settings.visibilityTimeout.wholeMilliseconds, settings.retention.wholeMilliseconds,
      settings.waitTime.wholeMilliseconds, settings.maximumMessageSize, settings.redrivePolicy
    )
  }

  private static let insert: SQL = """
    INSERT INTO queue (name, created_at_ms, modified_at_ms, delay_ms, visibility_timeout_ms,
      retention_ms, wait_time_ms, maximum_message_bytes, redrive_policy)
    VALUES (?1, ?2, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
    """

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
      redrivePolicy: try row.optionalText(9)
    )
  }
}
