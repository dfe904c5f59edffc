internal import DovetailTransport

/// The `part` table: every statement that touches it is in this file.
struct PartTable {
  let connection: Connection

  /// Adds a part to an upload; the number must be free.
  func insert(_ part: PartInfo, in upload: Int64) throws(SQLiteError) -> Int64 {
    try connection.run(
      Self.insert, upload, Int64?.none, part.number, part.size, part.etag.rawValue,
      part.checksum.value, part.modifiedAt)
    return connection.lastInsertedRow
  }

  /// Makes an object of one part.
  func insertOnly(_ info: ObjectInfo, of object: Int64) throws(SQLiteError) -> Int64 {
    try connection.run(
      Self.insert, Int64?.none, object, 1, info.blob.size, info.blob.etag.rawValue,
      info.checksum.value, info.blob.modifiedAt)
    return connection.lastInsertedRow
  }

  private static let insert: SQL = """
    INSERT INTO part (upload_id, object_id, number, size, etag, checksum, modified_at_ms)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
    """

  /// Parts of an upload after a number; reads along the index part_of_upload.
  func list(
    in upload: Int64, after number: Int, limit: Int, _ algorithm: ChecksumAlgorithm
  ) throws(SQLiteError) -> [(id: Int64, part: PartInfo)] {
    try connection.rows(Self.list, upload, number, limit) { (row) throws(SQLiteError) in
      (try row.integer(0), try PartInfo(row, algorithm))
    }
  }

  static let list: SQL = """
    SELECT id, number, etag, size, modified_at_ms, checksum FROM part
    WHERE upload_id = ?1 AND number > ?2 ORDER BY number LIMIT ?3
    """

  /// The id of a part of an upload; reads along the index part_of_upload.
  func find(_ number: Int, in upload: Int64) throws(SQLiteError) -> Int64? {
    try connection.first(Self.find, upload, number) { (row) throws(SQLiteError) in
      try row.integer(0)
    }
  }

  static let find: SQL = "SELECT id FROM part WHERE upload_id = ?1 AND number = ?2"

  /// Makes a part of an upload one of an object, from an offset on.
  func move(_ part: Int64, to object: Int64, start: Int) throws(SQLiteError) {
    try connection.run(Self.move, part, object, start)
  }

  static let move: SQL = """
    UPDATE part SET upload_id = NULL, object_id = ?2, start = ?3 WHERE id = ?1
    """

  /// The offsets of an object's part; reads along the index part_of_object.
  func offsets(of number: Int, in object: Int64) throws(SQLiteError) -> Range<Int>? {
    try connection.first(Self.offsets, object, number) { (row) throws(SQLiteError) in
      let start = Int(try row.integer(0))
      return start..<start + Int(try row.integer(1))
    }
  }

  static let offsets: SQL = "SELECT start, size FROM part WHERE object_id = ?1 AND number = ?2"

  /// The parts of an object; reads along the index part_of_object.
  func ids(ofObject object: Int64) throws(SQLiteError) -> [Int64] {
    try connection.rows(Self.ofObject, object) { (row) throws(SQLiteError) in try row.integer(0) }
  }

  static let ofObject: SQL = "SELECT id FROM part WHERE object_id = ?1"

  /// The parts of an upload; reads along the index part_of_upload.
  func ids(ofUpload upload: Int64) throws(SQLiteError) -> [Int64] {
    try connection.rows(Self.ofUpload, upload) { (row) throws(SQLiteError) in try row.integer(0) }
  }

  static let ofUpload: SQL = "SELECT id FROM part WHERE upload_id = ?1"

  func delete(_ part: Int64) throws(SQLiteError) {
    try connection.run(Self.delete, part)
  }

  static let delete: SQL = "DELETE FROM part WHERE id = ?1"
}

extension PartInfo {
  fileprivate init(
    _ row: borrowing Row, _ algorithm: ChecksumAlgorithm
  ) throws(SQLiteError) {
    self.init(
      number: Int(try row.integer(1)), etag: ETag(rawValue: try row.text(2)),
      size: Int(try row.integer(3)), modifiedAt: try row.timestamp(4),
      checksum: Checksum(algorithm, try row.text(5)))
  }
}
