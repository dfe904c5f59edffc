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
    let place = try transaction.place(key)
    try transaction.check(condition, key, place)
    let info = ObjectInfo(
      blob: BlobInfo(etag: digests.etag, size: bytes.count, modifiedAt: transaction.now),
      metadata: metadata, checksum: digests.checksum)
    let stored: NewBytes =
      bytes.count <= Transaction.largestInline
      ? .inline(bytes) : .mapped(try transaction.store(bytes))
    try transaction.put(stored, at: key.key, in: place, info)
    return info
  }
}
