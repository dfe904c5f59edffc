internal import DovetailTransport

/// PutObject: stores an object if its condition holds; the look and the put are one transaction.
struct PutObject {
  private let key: BlobKey
  private let condition: PutCondition
  private let metadata: ObjectMetadata
  private let bytes: [UInt8]
  private let digests: ObjectDigests

  init(_ bytes: [UInt8], at key: BlobKey, _ options: PutObjectOptions) throws {
    try BlobKey.check(key.key)
    try S3Limits.checkPut(bytes: bytes.count)
    self.key = key
    self.bytes = bytes
    condition = options.condition
    metadata = try options.metadata.checked()
    digests = try ObjectDigests(
      of: bytes, options.checksum?.algorithm ?? .crc64NVME, sent: options.checksum,
      contentMD5: options.contentMD5)
  }

  func run(in transaction: Transaction) throws -> ObjectInfo {
    let info = ObjectInfo(
      blob: BlobInfo(etag: digests.etag, size: bytes.count, modifiedAt: transaction.now),
      metadata: metadata, checksum: digests.checksum)
    if try insertNew(info, in: transaction) { return info }
    let place = try transaction.place(key)
    try transaction.check(condition, key, place)
    let stored: NewBytes =
      bytes.count <= Transaction.largestInline
      ? .inline(bytes) : .mapped(try transaction.store(bytes))
    try transaction.put(stored, at: key.key, in: place, info)
    return info
  }

  /// Stores a small object of a new key, the usual case, with one statement; returns whether it was one.
  private func insertNew(_ info: ObjectInfo, in transaction: Transaction) throws -> Bool {
    switch condition {
    case .always, .ifAbsent: break
    case .ifUnchanged: return false
    }
    guard bytes.count <= Transaction.largestInline else { return false }
    let bucket = try transaction.bucket(key.bucket)
    return try transaction.objects.insert(bytes, at: key.key, in: bucket, info)
  }
}
