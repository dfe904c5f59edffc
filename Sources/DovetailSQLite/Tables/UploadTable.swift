internal import DovetailTransport

/// The `upload` table: every statement that touches it is in this file.
struct UploadTable {
  let connection: Connection

  func insert(
    _ upload: UploadInfo, _ metadata: ObjectMetadata, in bucket: Int64
  ) throws(SQLiteError) {
    try connection.run(
      Self.insert, bucket, upload.key, upload.id.rawValue, upload.createdAt,
      upload.checksumAlgorithm?.rawValue, upload.checksumType.rawValue,
      MetadataCoding.encode(metadata))
  }

  private static let insert: SQL = """
    INSERT INTO upload (
      bucket_id, key, upload_id, created_at_ms, checksum_algorithm, checksum_type, metadata)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
    """

  /// Reads along the constraint upload_upload_id.
  func find(
    _ id: UploadID, of key: String, in bucket: Int64
  ) throws(SQLiteError) -> UploadRecord? {
    try connection.first(Self.find, id.rawValue, bucket, key) { (row) throws(SQLiteError) in
      try UploadRecord(row)
    }
  }

  static let find: SQL = """
    SELECT id, key, upload_id, created_at_ms, checksum_algorithm, checksum_type, metadata, saw_delete
    FROM upload WHERE upload_id = ?1 AND bucket_id = ?2 AND key = ?3
    """

  /// The first upload at or behind a key, and for that very key behind another upload, whose key begins
  /// with `prefix`; reads along the index upload_by_key.
  func next(
    in bucket: Int64, from key: String, after upload: Int64, prefix: String
  ) throws(SQLiteError) -> UploadRecord? {
    let next = try connection.first(Self.next, bucket, key, prefix, upload) {
      (row) throws(SQLiteError) in try UploadRecord(row)
    }
    guard let next, next.info.key.utf8.starts(with: prefix.utf8) else { return nil }
    return next
  }

  static let next: SQL = """
    SELECT id, key, upload_id, created_at_ms, checksum_algorithm, checksum_type, metadata, saw_delete
    FROM upload
    WHERE bucket_id = ?1 AND (key, id) > (max(?2, ?3), iif(?2 >= ?3, ?4, 0))
    ORDER BY key, id LIMIT 1
    """

  /// Any upload of a bucket; reads along the index upload_by_key.
  func any(in bucket: Int64) throws(SQLiteError) -> Int64? {
    try connection.first(Self.any, bucket) { (row) throws(SQLiteError) in try row.integer(0) }
  }

  static let any: SQL = "SELECT id FROM upload WHERE bucket_id = ?1 LIMIT 1"

  /// Notes for the uploads of a key that its object was deleted; reads along the index upload_by_key.
  func noteDelete(of key: String, in bucket: Int64) throws(SQLiteError) {
    try connection.run(Self.noteDelete, bucket, key)
  }

  static let noteDelete: SQL = """
    UPDATE upload SET saw_delete = 1 WHERE bucket_id = ?1 AND key = ?2
    """

  func delete(_ id: Int64) throws(SQLiteError) {
    try connection.run(Self.delete, id)
  }

  static let delete: SQL = "DELETE FROM upload WHERE id = ?1"
}

/// A row of `upload`.
struct UploadRecord {
  var id: Int64
  var info: UploadInfo
  var metadata: ObjectMetadata
  /// Whether an object with its key was deleted since it began.
  var sawDelete: Bool

  /// How the checksums of its parts are computed.
  var algorithm: ChecksumAlgorithm { info.checksumAlgorithm ?? .crc64NVME }

  fileprivate init(_ row: borrowing Row) throws(SQLiteError) {
    id = try row.integer(0)
    let isSaid = try row.optionalText(4) != nil
    info = UploadInfo(
      key: try row.text(1), id: UploadID(rawValue: try row.text(2)),
      createdAt: try row.timestamp(3),
      checksumAlgorithm: isSaid ? try row.checksumAlgorithm(4) : nil,
      checksumType: try row.checksumType(5))
    metadata = try MetadataCoding.decode(try row.optionalText(6))
    sawDelete = try row.integer(7) != 0
  }
}
