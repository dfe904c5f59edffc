internal import DovetailTransport

/// The `bucket` table: every statement that touches it is in this file.
///
/// Each transaction has its own, which remembers the buckets that it has found, as ``QueueTable`` does queues.
final class BucketTable {
  let connection: Connection
  private var found: [String: BucketRecord] = [:]

  init(connection: Connection) {
    self.connection = connection
  }

  /// Forgets what was found: it has changed, or a change that was seen has been undone.
  func forget() {
    found.removeAll()
  }

  /// Reads along the constraint bucket_name.
  func find(_ name: BucketName) throws(SQLiteError) -> BucketRecord? {
    if let bucket = found[name.text] { return bucket }
    let bucket = try connection.first(Self.find, name.text) { (row) throws(SQLiteError) in
      try BucketRecord(row)
    }
    found[name.text] = bucket
    return bucket
  }

  static let find: SQL = "SELECT id, name, created_at_ms FROM bucket WHERE name = ?1"

  /// Makes the bucket unless it exists; tells whether it did not.
  func insert(_ name: BucketName, at now: Timestamp) throws(SQLiteError) -> Bool {
    forget()
    let before = connection.totalChanges
    try connection.run(Self.insert, name.text, now)
    return connection.totalChanges != before
  }

  private static let insert: SQL = """
    INSERT INTO bucket (name, created_at_ms) VALUES (?1, ?2) ON CONFLICT (name) DO NOTHING
    """

  func delete(_ id: Int64) throws(SQLiteError) {
    forget()
    try connection.run(Self.delete, id)
  }

  static let delete: SQL = "DELETE FROM bucket WHERE id = ?1"

  /// The buckets after `start` whose names begin with `prefix`; reads along the constraint bucket_name.
  func list(after start: String, prefix: String, limit: Int) throws(SQLiteError) -> [BucketRecord] {
    let buckets = try connection.rows(Self.list, start, prefix, limit) {
      (row) throws(SQLiteError) in try BucketRecord(row)
    }
    return Array(buckets.prefix { $0.name.utf8.starts(with: prefix.utf8) })
  }

  /// The plus keeps the last comparison out of the index, which would take but one of two bounds.
  static let list: SQL = """
    SELECT id, name, created_at_ms FROM bucket
    WHERE name >= max(?1, ?2) AND +name > ?1
    ORDER BY name LIMIT ?3
    """
}

/// A row of `bucket`.
struct BucketRecord {
  var id: Int64
  var name: String
  var createdAt: Timestamp

  fileprivate init(_ row: borrowing Row) throws(SQLiteError) {
    id = try row.integer(0)
    name = try row.text(1)
    createdAt = try row.timestamp(2)
  }
}
