internal import DovetailTransport

/// The `object` table: every statement that touches it is in this file.
struct ObjectTable {
  let connection: Connection

  /// Reads along the constraint object_key; the bytes, in the last column, stay unread.
  func find(_ key: String, in bucket: Int64) throws(SQLiteError) -> BlobInfo? {
    try connection.first(Self.find, bucket, key) { (row) throws(SQLiteError) in
      try BlobInfo(row, from: 0)
    }
  }

  static let find: SQL = """
    SELECT etag, size, modified_at_ms FROM object WHERE bucket_id = ?1 AND key = ?2
    """

  /// The part of the object's bytes that begins at `offset`, from 0.
  func bytes(
    of key: String, in bucket: Int64, from offset: Int, count: Int
  ) throws(SQLiteError) -> [UInt8] {
    let bytes = try connection.first(Self.bytes, bucket, key, offset + 1, count) {
      (row) throws(SQLiteError) in try row.bytes(0)
    }
    return bytes ?? []
  }

  static let bytes: SQL = """
    SELECT substr(bytes, ?3, ?4) FROM object WHERE bucket_id = ?1 AND key = ?2
    """

  func put(
    _ bytes: [UInt8], at key: String, in bucket: Int64, _ info: BlobInfo
  ) throws(SQLiteError) {
    try connection.run(
      Self.put, bucket, key, info.modifiedAt, info.etag.rawValue, info.size, bytes)
  }

  static let put: SQL = """
    INSERT INTO object (bucket_id, key, modified_at_ms, etag, size, bytes)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6)
    ON CONFLICT (bucket_id, key) DO UPDATE
    SET modified_at_ms = excluded.modified_at_ms, etag = excluded.etag, size = excluded.size,
      bytes = excluded.bytes
    """

  func delete(_ key: String, in bucket: Int64) throws(SQLiteError) {
    try connection.run(Self.delete, bucket, key)
  }

  static let delete: SQL = "DELETE FROM object WHERE bucket_id = ?1 AND key = ?2"

  /// The objects after `start` whose keys begin with `prefix`; reads along the constraint object_key.
  func list(
    in bucket: Int64, after start: String, prefix: String, limit: Int
  ) throws(SQLiteError) -> [BlobPage.Entry] {
    let entries = try connection.rows(Self.list, bucket, start, prefix, limit) {
      (row) throws(SQLiteError) in
      BlobPage.Entry(key: try row.text(0), info: try BlobInfo(row, from: 1))
    }
    return Array(entries.prefix { $0.key.utf8.starts(with: prefix.utf8) })
  }

  /// The plus keeps the last comparison out of the index: of two bounds SQLite would take one, and
  /// pass over all keys between them.
  static let list: SQL = """
    SELECT key, etag, size, modified_at_ms FROM object
    WHERE bucket_id = ?1 AND key >= max(?2, ?3) AND +key > ?2
    ORDER BY key LIMIT ?4
    """
}

extension BlobInfo {
  fileprivate init(_ row: borrowing Row, from column: Int32) throws(SQLiteError) {
    self.init(
      etag: ETag(rawValue: try row.text(column)),
      size: Int(try row.integer(column + 1)),
      modifiedAt: try row.timestamp(column + 2)
    )
  }
}
