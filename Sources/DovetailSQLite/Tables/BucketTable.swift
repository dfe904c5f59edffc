internal import DovetailTransport

/// The `bucket` table: every statement that touches it is in this file.
struct BucketTable {
  let connection: Connection

  /// Reads along the constraint bucket_name.
  func find(_ name: BucketName) throws(SQLiteError) -> Int64? {
    try connection.first(Self.find, name.text) { (row) throws(SQLiteError) in try row.integer(0) }
  }

  static let find: SQL = "SELECT id FROM bucket WHERE name = ?1"

  /// Makes the bucket unless it exists.
  func insert(_ name: BucketName, at now: Timestamp) throws(SQLiteError) {
    try connection.run(Self.insert, name.text, now)
  }

  private static let insert: SQL = """
    INSERT INTO bucket (name, created_at_ms) VALUES (?1, ?2) ON CONFLICT (name) DO NOTHING
    """
}
