internal import DovetailTransport

/// The `content` and `chunk` tables: bytes that never change, cut so that a range is read alone.
///
/// Every statement that touches them is in this file.
struct ChunkTable {
  let connection: Connection

  /// The size of a chunk in bytes, but for a content's last: what the smallest read costs.
  static let size = 256 * 1024

  /// Makes a content without bytes.
  func insertContent(at now: Timestamp) throws(SQLiteError) -> Int64 {
    try connection.run(Self.insertContent, now)
    return connection.lastInsertedRow
  }

  private static let insertContent: SQL = "INSERT INTO content (created_at_ms) VALUES (?1)"

  func insert(_ bytes: [UInt8], in content: Int64, number: Int) throws(SQLiteError) {
    try connection.run(Self.insert, content, number, bytes)
  }

  private static let insert: SQL = """
    INSERT INTO chunk (content_id, number, bytes) VALUES (?1, ?2, ?3)
    """

  /// Calls `body` with each chunk of those numbers, in order; reads along the constraint chunk_place.
  func read(
    _ numbers: ClosedRange<Int>, of content: Int64,
    _ body: (_ number: Int, _ bytes: [UInt8]) -> Void
  ) throws(SQLiteError) {
    _ = try connection.rows(Self.read, content, numbers.lowerBound, numbers.upperBound) {
      (row) throws(SQLiteError) in body(Int(try row.integer(0)), try row.bytes(1))
    }
  }

  static let read: SQL = """
    SELECT number, bytes FROM chunk WHERE content_id = ?1 AND number BETWEEN ?2 AND ?3
    ORDER BY number
    """

  /// Removes a content that no slice refers to any more.
  func deleteUnused(_ content: Int64) throws(SQLiteError) {
    try connection.run(Self.deleteUnusedChunks, content)
    try connection.run(Self.deleteUnusedContent, content)
  }

  static let deleteUnusedChunks: SQL = """
    DELETE FROM chunk
    WHERE content_id = ?1 AND NOT EXISTS (SELECT 1 FROM slice WHERE slice.content_id = ?1)
    """

  static let deleteUnusedContent: SQL = """
    DELETE FROM content
    WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM slice WHERE slice.content_id = ?1)
    """

  /// Removes up to `limit` chunks of a content, and the content when it has none left; says whether it
  /// has.
  func deleteSome(of content: Int64, limit: Int) throws(SQLiteError) -> Bool {
    try connection.run(Self.deleteSome, content, limit)
    guard connection.changes < limit else { return true }
    try connection.run(Self.deleteContent, content)
    return false
  }

  static let deleteSome: SQL = """
    DELETE FROM chunk WHERE rowid IN (SELECT rowid FROM chunk WHERE content_id = ?1 LIMIT ?2)
    """

  static let deleteContent: SQL = "DELETE FROM content WHERE id = ?1"
}
