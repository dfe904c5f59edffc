internal import DovetailTransport

/// The `bucket` table: every statement that touches it is in this file.
///
/// The buckets that were found are remembered, as ``QueueTable`` does queues.
struct BucketTable {
  let connection: Connection
  let found: FoundRecords<String, BucketRecord>

  /// Forgets what was found: it has changed, or a change that was seen has been undone.
  func forget() {
    found.forget()
  }

  /// Reads along the constraint bucket_name.
  func find(_ name: BucketName, of owner: String) throws(SQLiteError) -> BucketRecord? {
    try found.record(name.text, of: owner) { () throws(SQLiteError) in
      try connection.first(Self.find, owner, name.text) { (row) throws(SQLiteError) in
        try BucketRecord(row)
      }
    }
  }

  static let find: SQL = """
    SELECT id, name, created_at_ms, region FROM bucket WHERE owner = ?1 AND name = ?2
    """

  /// Makes the bucket unless it exists; tells whether it did not.
  func insert(
    _ name: BucketName, of account: Account, at now: Timestamp
  ) throws(SQLiteError) -> Bool {
    forget()
    let before = connection.totalChanges
    try connection.run(Self.insert, account.id, name.text, account.region, now)
    return connection.totalChanges != before
  }

  private static let insert: SQL = """
    INSERT INTO bucket (owner, name, region, created_at_ms) VALUES (?1, ?2, ?3, ?4)
    ON CONFLICT (owner, name) DO NOTHING
    """

  func delete(_ id: Int64) throws(SQLiteError) {
    forget()
    try connection.run(Self.delete, id)
  }

  static let delete: SQL = "DELETE FROM bucket WHERE id = ?1"

  /// The owner's buckets after `start` whose names begin with `prefix`, of one region or, nil, of all;
  /// reads along the constraint bucket_name.
  func list(
    of owner: String, in region: String?, after start: String, prefix: String, limit: Int
  ) throws(SQLiteError) -> [BucketRecord] {
    let buckets = try connection.rows(Self.list, owner, region, start, prefix, limit) {
      (row) throws(SQLiteError) in try BucketRecord(row)
    }
    return Array(buckets.prefix { $0.name.utf8.starts(with: prefix.utf8) })
  }

  /// The plus keeps the last comparison out of the index, which would take but one of two bounds.
  static let list: SQL = """
    SELECT id, name, created_at_ms, region FROM bucket
    WHERE owner = ?1 AND name >= max(?3, ?4) AND +name > ?3 AND (?2 IS NULL OR region = ?2)
    ORDER BY name LIMIT ?5
    """
}

/// A row of `bucket`.
struct BucketRecord {
  var id: Int64
  var name: String
  /// Where it was made.
  var region: String
  var createdAt: Timestamp

  fileprivate init(_ row: borrowing Row) throws(SQLiteError) {
    id = try row.integer(0)
    name = try row.text(1)
    createdAt = try row.timestamp(2)
    region = try row.text(3)
  }
}
