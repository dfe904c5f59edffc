internal import DovetailTransport

/// CreateMultipartUpload: begins an upload under an id drawn before.
struct CreateUpload {
  private let key: BlobKey
  private let id: UploadID
  private let metadata: ObjectMetadata
  private let algorithm: ChecksumAlgorithm?
  private let type: ChecksumType

  init(_ key: BlobKey, _ options: CreateUploadOptions, id: UploadID) throws(TransportError) {
    try BlobKey.check(key.key)
    self.key = key
    self.id = id
    metadata = try options.metadata.checked()
    algorithm = options.checksumAlgorithm
    type = try options.resolvedChecksumType()
  }

  func run(in transaction: Transaction) throws -> UploadInfo {
    let bucket = try transaction.bucket(key.bucket)
    let upload = UploadInfo(
      key: key.key, id: id, createdAt: transaction.now, checksumAlgorithm: algorithm,
      checksumType: type)
    try transaction.uploads.insert(upload, metadata, in: bucket)
    return upload
  }
}

extension Transaction {
  /// The upload under way; throws `bucketDoesNotExist` or `uploadDoesNotExist`.
  func upload(_ id: UploadID, of key: BlobKey) throws -> UploadRecord {
    guard let upload = try uploads.find(id, of: key.key, in: try bucket(key.bucket)) else {
      throw TransportError.missingUpload
    }
    return upload
  }

  /// Adds a part to an upload, in place of the one with its number.
  func insert(_ part: PartInfo, _ map: ByteMap, in upload: UploadRecord) throws {
    let old = try parts.find(part.number, in: upload.id)
    if let old { try drop([old]) }
    try insert(map, in: try parts.insert(part, in: upload.id))
  }
}
