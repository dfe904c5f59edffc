internal import DovetailTransport

/// The `object` table: every statement that touches it is in this file.
struct ObjectTable {
  let connection: Connection

  /// The key's bucket, and its object if there is one; nil without the bucket.
  ///
  /// Reads along the constraints bucket_name and object_key; the bytes, in the last column, stay unread.
  func locate(_ key: BlobKey, of owner: String) throws(SQLiteError) -> ObjectPlace? {
    try connection.first(Self.locate, owner, key.bucket.text, key.key) {
      (row) throws(SQLiteError) in
      ObjectPlace(
        bucket: try row.integer(0),
        object: try row.optionalInteger(1) == nil ? nil : try ObjectRecord(row, from: 1))
    }
  }

  static let locate: SQL = """
    SELECT b.id, o.id, o.etag, o.size, o.modified_at_ms, o.checksum_algorithm, o.checksum,
      o.part_count, o.metadata, o.bytes IS NULL
    FROM bucket AS b LEFT JOIN object AS o ON o.bucket_id = b.id AND o.key = ?3
    WHERE b.owner = ?1 AND b.name = ?2
    """

  /// A part of the bytes that stand in the row, from an offset counted from 0.
  func bytes(
    of object: Int64, from offset: Int, count: Int
  ) throws(SQLiteError) -> [UInt8] {
    let bytes = try connection.first(Self.bytes, object, offset + 1, count) {
      (row) throws(SQLiteError) in try row.bytes(0)
    }
    return bytes ?? []
  }

  static let bytes: SQL = "SELECT substr(bytes, ?2, ?3) FROM object WHERE id = ?1"

  /// Stores an object if none has its key; returns whether it did.
  func insert(
    _ bytes: [UInt8], at key: String, in bucket: Int64, _ info: ObjectInfo
  ) throws(SQLiteError) -> Bool {
    try connection.run(
      Self.insert, bucket, key, info.blob.modifiedAt, info.blob.etag.rawValue, info.blob.size,
      info.checksum.algorithm.rawValue, info.checksum.value,
      MetadataCoding.encode(info.metadata), bytes)
    return connection.changes > 0
  }

  static let insert: SQL = """
    INSERT INTO object (
      bucket_id, key, modified_at_ms, etag, size, checksum_algorithm, checksum, metadata, bytes)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
    ON CONFLICT (bucket_id, key) DO NOTHING
    """

  /// Stores an object in place of the one with its key; without bytes, its parts are to be added.
  func put(
    _ bytes: [UInt8]?, at key: String, in bucket: Int64, _ info: ObjectInfo
  ) throws(SQLiteError) {
    try connection.run(
      Self.put, bucket, key, info.blob.modifiedAt, info.blob.etag.rawValue, info.blob.size,
      info.checksum.algorithm.rawValue, info.checksum.value, info.partCount,
      MetadataCoding.encode(info.metadata), bytes)
  }

  static let put: SQL = """
    INSERT INTO object (
      bucket_id, key, modified_at_ms, etag, size, checksum_algorithm, checksum, part_count, metadata,
      bytes)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
    ON CONFLICT (bucket_id, key) DO UPDATE
    SET modified_at_ms = excluded.modified_at_ms, etag = excluded.etag, size = excluded.size,
      checksum_algorithm = excluded.checksum_algorithm, checksum = excluded.checksum,
      part_count = excluded.part_count, metadata = excluded.metadata, bytes = excluded.bytes,
      upload_id = NULL
    """

  /// Notes of which upload an object is.
  func setUpload(_ upload: UploadID, of object: Int64) throws(SQLiteError) {
    try connection.run(Self.setUpload, object, upload.rawValue)
  }

  private static let setUpload: SQL = "UPDATE object SET upload_id = ?2 WHERE id = ?1"

  /// Whether an object is of that upload.
  func isOf(_ upload: UploadID, _ object: Int64) throws(SQLiteError) -> Bool {
    try connection.first(Self.isOf, object, upload.rawValue) { (row) throws(SQLiteError) in true }
      ?? false
  }

  private static let isOf: SQL = "SELECT 1 FROM object WHERE id = ?1 AND upload_id = ?2"

  /// Removes the object at a key; nil when there is none.
  func delete(
    _ key: String, in bucket: Int64
  ) throws(SQLiteError) -> (id: Int64, isInline: Bool)? {
    try connection.first(Self.delete, bucket, key) { (row) throws(SQLiteError) in
      (try row.integer(0), try row.integer(1) == 0)
    }
  }

  static let delete: SQL = """
    DELETE FROM object WHERE bucket_id = ?1 AND key = ?2 RETURNING id, bytes IS NULL
    """

  /// Whether the bucket holds an object.
  func isEmpty(_ bucket: Int64) throws(SQLiteError) -> Bool {
    try connection.first(Self.any, bucket) { (row) throws(SQLiteError) in true } == nil
  }

  static let any: SQL = "SELECT 1 FROM object WHERE bucket_id = ?1 LIMIT 1"

  /// The objects from `start` on whose keys begin with `prefix`; reads along the constraint object_key.
  func list(
    in bucket: Int64, from start: String, prefix: String, limit: Int
  ) throws(SQLiteError) -> [ObjectPage.Entry] {
    let entries = try connection.rows(Self.list, bucket, start, prefix, limit) {
      (row) throws(SQLiteError) in try ObjectPage.Entry(row)
    }
    return Array(entries.prefix { $0.key.utf8.starts(with: prefix.utf8) })
  }

  static let list: SQL = """
    SELECT key, etag, size, modified_at_ms, checksum_algorithm, checksum FROM object
    WHERE bucket_id = ?1 AND key >= max(?2, ?3)
    ORDER BY key LIMIT ?4
    """
}

extension ObjectPage.Entry {
  fileprivate init(_ row: borrowing Row) throws(SQLiteError) {
    let checksum = Checksum(try row.checksumAlgorithm(4), try row.text(5))
    self.init(
      key: try row.text(0),
      blob: BlobInfo(
        etag: ETag(rawValue: try row.text(1)), size: Int(try row.integer(2)),
        modifiedAt: try row.timestamp(3)),
      checksumAlgorithm: checksum.algorithm, checksumType: checksum.type)
  }
}
