internal import DovetailCrypto
internal import DovetailTransport

/// PutObject: stores an object if its condition holds; the look and the put are one transaction.
struct PutObject {
  private let key: BlobKey
  private let condition: PutCondition
  private let bytes: [UInt8]
  private let etag: ETag

  /// The largest object, in bytes: SQLite holds 10^9 in a value.
  static let largestObject = 512 * 1024 * 1024

  init(_ bytes: [UInt8], at key: BlobKey, _ condition: PutCondition) throws {
    try BlobKey.check(key.key)
    guard bytes.count <= Self.largestObject else {
      throw TransportError.invalid(
        .entityTooLarge,
        "An object in the SQLite double has at most \(Self.largestObject) bytes; this one has "
          + "\(bytes.count).")
    }
    self.key = key
    self.condition = condition
    self.bytes = bytes
    etag = ETag(rawValue: Hex.encode(try MD5.digest(of: bytes)))
  }

  func run(in transaction: Transaction) throws -> BlobInfo {
    let bucket = try transaction.bucket(key.bucket)
    try check(condition, against: { try transaction.objects.find(key.key, in: bucket) })
    let info = BlobInfo(etag: etag, size: bytes.count, modifiedAt: transaction.now)
    try transaction.objects.put(bytes, at: key.key, in: bucket, info)
    return info
  }

  private func check(_ condition: PutCondition, against find: () throws -> BlobInfo?) throws {
    switch condition {
    case .always: break
    case .ifAbsent:
      guard try find() == nil else { throw failedPrecondition("an object has that key already") }
    case .ifUnchanged(let etag):
      guard let existing = try find() else { throw TransportError.missing(key) }
      guard existing.etag == etag else { throw failedPrecondition("the object has changed") }
    }
  }

  private func failedPrecondition(_ reason: String) -> TransportError {
    .invalid(
      .preconditionFailed,
      "At least one of the pre-conditions you specified did not hold: \(reason).")
  }
}

extension TransportError {
  /// No object has that key.
  static func missing(_ key: BlobKey) -> TransportError {
    .invalid(.blobDoesNotExist, "The specified key does not exist: \(key)")
  }
}
