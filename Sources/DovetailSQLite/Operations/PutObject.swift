internal import DovetailTransport

/// PutObject: stores an object if its condition holds; the look and the put are one transaction.
///
/// A class, since it is handed on often before it runs and never changes.
final class PutObject: Sendable {
  private let key: BlobKey
  private let condition: PutCondition
  private let metadata: ObjectMetadata
  private let bytes: GivenBytes
  private let digests: ObjectDigests

  /// Takes bytes that their sender says nothing of.
  convenience init(_ bytes: [UInt8], at key: BlobKey) throws {
    try BlobKey.check(key.key)
    try S3Limits.checkPut(bytes: bytes.count)
    let digests = try ObjectDigests(of: bytes, .crc64NVME)
    self.init(.held(bytes), digests, at: key, .always, ObjectMetadata())
  }

  convenience init(_ bytes: [UInt8], at key: BlobKey, _ options: PutObjectOptions) throws {
    try Self.check(key, options)
    try S3Limits.checkPut(bytes: bytes.count)
    let digests = try ObjectDigests(
      of: bytes, options.checksum?.algorithm ?? .crc64NVME, sent: options.checksum,
      contentMD5: options.contentMD5)
    try self.init(.held(bytes), digests, at: key, options)
  }

  /// Takes bytes whose digests are known, and those that the sender says.
  convenience init(
    _ bytes: GivenBytes, _ digests: ObjectDigests, at key: BlobKey, _ options: PutObjectOptions
  ) throws(TransportError) {
    self.init(bytes, digests, at: key, options.condition, try options.metadata.checked())
  }

  private init(
    _ bytes: GivenBytes, _ digests: ObjectDigests, at key: BlobKey, _ condition: PutCondition,
    _ metadata: ObjectMetadata
  ) {
    self.key = key
    self.bytes = bytes
    self.digests = digests
    self.condition = condition
    self.metadata = metadata
  }

  /// What can be judged without the bytes.
  static func check(_ key: BlobKey, _ options: PutObjectOptions) throws(TransportError) {
    try BlobKey.check(key.key)
    _ = try options.metadata.checked()
    try ObjectDigests.check(options.checksum, contentMD5: options.contentMD5)
  }

  func run(in transaction: Transaction) throws -> ObjectInfo {
    let info = ObjectInfo(
      blob: BlobInfo(etag: digests.etag, size: bytes.count, modifiedAt: transaction.now),
      metadata: metadata, checksum: digests.checksum)
    if try insertNew(info, in: transaction) { return info }
    let place = try transaction.place(key)
    try transaction.check(condition, key, place)
    let stored: NewBytes =
      if case .held(let bytes) = bytes, bytes.count <= Transaction.largestInline {
        .inline(bytes)
      } else {
        .mapped(try transaction.store(bytes))
      }
    try transaction.put(stored, at: key.key, in: place, info)
    return info
  }

  /// Stores a small object of a new key, the usual case, with one statement; returns whether it was one.
  private func insertNew(_ info: ObjectInfo, in transaction: Transaction) throws -> Bool {
    switch condition {
    case .always, .ifAbsent: break
    case .ifUnchanged: return false
    }
    guard case .held(let bytes) = bytes, bytes.count <= Transaction.largestInline else {
      return false
    }
    let bucket = try transaction.bucket(key.bucket)
    return try transaction.objects.insert(bytes, at: key.key, in: bucket, info)
  }
}
