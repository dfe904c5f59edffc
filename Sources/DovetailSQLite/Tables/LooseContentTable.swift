internal import DovetailTransport

/// The `loose_content` table: contents whose bytes still come in, which nothing refers to yet.
///
/// Every statement that touches it is in this file.
struct LooseContentTable {
  let connection: Connection

  func insert(_ content: Int64, at now: Timestamp) throws(SQLiteError) {
    try connection.run(Self.insert, content, now)
  }

  private static let insert: SQL = """
    INSERT INTO loose_content (content_id, touched_at_ms) VALUES (?1, ?2)
    """

  /// Notes that bytes came; says whether the content is there still.
  func touch(_ content: Int64, at now: Timestamp) throws(SQLiteError) -> Bool {
    try connection.run(Self.touch, content, now)
    return connection.changes > 0
  }

  static let touch: SQL = "UPDATE loose_content SET touched_at_ms = ?2 WHERE content_id = ?1"

  func contains(_ content: Int64) throws(SQLiteError) -> Bool {
    try connection.first(Self.contains, content) { (row) throws(SQLiteError) in true } ?? false
  }

  static let contains: SQL = "SELECT 1 FROM loose_content WHERE content_id = ?1"

  /// Says of a content that something refers to it, or that it is gone; says whether it was loose.
  func delete(_ content: Int64) throws(SQLiteError) -> Bool {
    try connection.run(Self.delete, content)
    return connection.changes > 0
  }

  static let delete: SQL = "DELETE FROM loose_content WHERE content_id = ?1"

  /// The content to which nothing has come for the longest, if that is since before an instant; reads
  /// along the index loose_content_by_touch.
  func stale(before instant: Timestamp) throws(SQLiteError) -> Int64? {
    try connection.first(Self.stale, instant) { (row) throws(SQLiteError) in try row.integer(0) }
  }

  static let stale: SQL = """
    SELECT content_id FROM loose_content WHERE touched_at_ms < ?1 ORDER BY touched_at_ms LIMIT 1
    """
}
