internal import DovetailTransport

/// The `queue_attribute` table: the attributes that operations on messages do not look at, as sent.
struct QueueAttributeTable {
  let connection: Connection

  func all(of queue: Int64) throws(SQLiteError) -> [QueueAttributeName: String] {
    let pairs = try connection.rows(Self.all, queue) { (row) throws(SQLiteError) in
      (QueueAttributeName(rawValue: try row.text(0)), try row.text(1))
    }
    return Dictionary(pairs) { _, last in last }
  }

  private static let all: SQL = "SELECT name, value FROM queue_attribute WHERE queue_id = ?1"

  /// Puts `texts` in the place of what there is.
  func replace(
    _ texts: [QueueAttributeName: String], of queue: Int64
  ) throws(SQLiteError) {
    try deleteAll(of: queue)
    for (name, value) in texts { try connection.run(Self.insert, queue, name.rawValue, value) }
  }

  private static let insert: SQL = """
    INSERT INTO queue_attribute (queue_id, name, value) VALUES (?1, ?2, ?3)
    """

  func deleteAll(of queue: Int64) throws(SQLiteError) {
    try connection.run(Self.deleteAll, queue)
  }

  private static let deleteAll: SQL = "DELETE FROM queue_attribute WHERE queue_id = ?1"
}

/// The `queue_tag` table: every statement that touches it is here.
struct QueueTagTable {
  let connection: Connection

  func all(of queue: Int64) throws(SQLiteError) -> [String: String] {
    let pairs = try connection.rows(Self.all, queue) { (row) throws(SQLiteError) in
      (try row.text(0), try row.text(1))
    }
    return Dictionary(pairs) { _, last in last }
  }

  private static let all: SQL = "SELECT key, value FROM queue_tag WHERE queue_id = ?1"

  func set(_ tags: [String: String], on queue: Int64) throws(SQLiteError) {
    for (key, value) in tags { try connection.run(Self.set, queue, key, value) }
  }

  private static let set: SQL = """
    INSERT INTO queue_tag (queue_id, key, value) VALUES (?1, ?2, ?3)
    ON CONFLICT (queue_id, key) DO UPDATE SET value = excluded.value
    """

  func delete(_ key: String, of queue: Int64) throws(SQLiteError) {
    try connection.run(Self.delete, queue, key)
  }

  private static let delete: SQL = "DELETE FROM queue_tag WHERE queue_id = ?1 AND key = ?2"

  func deleteAll(of queue: Int64) throws(SQLiteError) {
    try connection.run(Self.deleteAll, queue)
  }

  private static let deleteAll: SQL = "DELETE FROM queue_tag WHERE queue_id = ?1"
}

/// The `deleted_queue` table: names that may have to rest before they are used again.
struct DeletedQueueTable {
  let connection: Connection

  /// When the account's queue of that name was deleted.
  func deletedAt(_ name: String, of account: Int64) throws(SQLiteError) -> Timestamp? {
    try connection.first(Self.deletedAt, account, name) { (row) throws(SQLiteError) in
      try row.timestamp(0)
    }
  }

  private static let deletedAt: SQL = """
    SELECT deleted_at_ms FROM deleted_queue WHERE account_id = ?1 AND name = ?2
    """

  /// Keeps the name, and forgets those deleted before `rested`.
  func insert(
    _ name: String, of account: Int64, at now: Timestamp, rested: Timestamp
  ) throws(SQLiteError) {
    try connection.run(Self.forget, rested)
    try connection.run(Self.insert, account, name, now)
  }

  private static let forget: SQL = "DELETE FROM deleted_queue WHERE deleted_at_ms <= ?1"

  func deleteAll() throws(SQLiteError) {
    try connection.run(Self.deleteAll)
  }

  private static let deleteAll: SQL = "DELETE FROM deleted_queue"

  private static let insert: SQL = """
    INSERT INTO deleted_queue (account_id, name, deleted_at_ms) VALUES (?1, ?2, ?3)
    ON CONFLICT (account_id, name) DO UPDATE SET deleted_at_ms = excluded.deleted_at_ms
    """
}
