/// The `slice` table: every statement that touches it is in this file.
struct SliceTable {
  let connection: Connection

  func insert(_ slice: Slice, at start: Int, in part: Int64) throws(SQLiteError) {
    try connection.run(Self.insert, part, start, slice.size, slice.content, slice.start)
  }

  private static let insert: SQL = """
    INSERT INTO slice (part_id, start, size, content_id, content_start)
    VALUES (?1, ?2, ?3, ?4, ?5)
    """

  /// The slices that have the bytes of an object, in order, and where each begins in it.
  ///
  /// Begins at the last part that starts at or before `offsets`; reads along the index part_of_object.
  func covering(
    _ offsets: Range<Int>, of object: Int64
  ) throws(SQLiteError) -> [(start: Int, slice: Slice)] {
    try connection.rows(Self.covering, object, offsets.lowerBound, offsets.upperBound) {
      (row) throws(SQLiteError) in (Int(try row.integer(0)), try Slice(row, from: 1))
    }
  }

  static let covering: SQL = """
    SELECT p.start + s.start, s.content_id, s.content_start, s.size
    FROM part AS p JOIN slice AS s ON s.part_id = p.id
    WHERE p.object_id = ?1 AND p.start < ?3
      AND p.start >= (
        SELECT before.start FROM part AS before
        WHERE before.object_id = ?1 AND before.start <= ?2
        ORDER BY before.start DESC LIMIT 1)
      AND p.start + s.start < ?3 AND p.start + s.start + s.size > ?2
    ORDER BY p.start, p.id, s.start
    """

  /// Removes the slices of a part, and returns the contents they referred to.
  func delete(of part: Int64) throws(SQLiteError) -> [Int64] {
    try connection.rows(Self.delete, part) { (row) throws(SQLiteError) in try row.integer(0) }
  }

  static let delete: SQL = "DELETE FROM slice WHERE part_id = ?1 RETURNING content_id"
}

/// A range of a content.
struct Slice: Hashable {
  var content: Int64
  /// Where it begins in the content.
  var start: Int
  /// How many bytes it has, at least 1.
  var size: Int
}

extension Slice {
  fileprivate init(_ row: borrowing Row, from column: Int32) throws(SQLiteError) {
    content = try row.integer(column)
    start = Int(try row.integer(column + 1))
    size = Int(try row.integer(column + 2))
  }
}
