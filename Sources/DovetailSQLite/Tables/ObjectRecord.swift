internal import DovetailTransport

/// A row of `object`, without the bytes.
struct ObjectRecord {
  var id: Int64
  var info: ObjectInfo
  /// Whether the bytes stand in the row; else they are in parts.
  var isInline: Bool

  /// The columns that it is made of, in order: id, etag, size, modified_at_ms, checksum_algorithm,
  /// checksum, part_count, metadata, whether bytes is NULL.
  init(_ row: borrowing Row, from column: Int32) throws(SQLiteError) {
    id = try row.integer(column)
    info = ObjectInfo(
      blob: BlobInfo(
        etag: ETag(rawValue: try row.text(column + 1)),
        size: Int(try row.integer(column + 2)),
        modifiedAt: try row.timestamp(column + 3)
      ),
      metadata: try MetadataCoding.decode(try row.optionalText(column + 7)),
      checksum: Checksum(
        try row.checksumAlgorithm(column + 4), try row.text(column + 5)),
      partCount: try row.optionalInteger(column + 6).map { Int($0) }
    )
    isInline = try row.integer(column + 8) == 0
  }
}

/// Where a key is.
struct ObjectPlace {
  var bucket: Int64
  var object: ObjectRecord?
}

extension Row {
  func checksumAlgorithm(_ column: Int32) throws(SQLiteError) -> ChecksumAlgorithm {
    guard let algorithm = ChecksumAlgorithm(rawValue: try text(column)) else {
      throw .malformed(column: column, "\(sql.text)")
    }
    return algorithm
  }

  func checksumType(_ column: Int32) throws(SQLiteError) -> ChecksumType {
    guard let type = ChecksumType(rawValue: try text(column)) else {
      throw .malformed(column: column, "\(sql.text)")
    }
    return type
  }
}
