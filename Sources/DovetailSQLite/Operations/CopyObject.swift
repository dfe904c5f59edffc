internal import DovetailTransport

/// CopyObject: a new object of the same bytes, which are not written again when they are many.
struct CopyObject {
  private let source: CopySource
  private let key: BlobKey
  private let condition: PutCondition
  private let metadata: ObjectMetadata?
  private let algorithm: ChecksumAlgorithm?

  init(
    _ source: BlobKey, to key: BlobKey, _ options: CopyObjectOptions
  ) throws(TransportError) {
    try BlobKey.check(source.key)
    try BlobKey.check(key.key)
    switch options.metadata {
    case .copy:
      guard source.bucket != key.bucket || !source.key.utf8.elementsEqual(key.key.utf8) else {
        throw .invalid(
          .invalidRequest,
          "This copy request is illegal because it is trying to copy an object to itself without "
            + "changing the object's metadata, storage class, website redirect location or "
            + "encryption attributes.")
      }
      metadata = nil
    case .replace(let new): metadata = try new.checked()
    }
    self.source = CopySource(key: source, conditions: options.sourceConditions)
    self.key = key
    condition = options.condition
    algorithm = options.checksumAlgorithm
  }

  func run(in transaction: Transaction, _ known: KnownDigests?) throws -> CopyStep<ObjectInfo> {
    let object: ObjectRecord
    switch try source.find(in: transaction) {
    case .failure(let failed): return .done(.preconditionFailed(failed.name))
    case .success(let found): object = found
    }
    let size = object.info.blob.size
    try CopySource.check(size: size)
    let place = try transaction.place(key)
    try transaction.check(condition, key, place)
    let (bytes, digests) = try transaction.copyBytes(
      of: object, 0..<size, algorithm ?? object.info.checksum.algorithm, known)
    switch digests {
    case .failure(let missing): return .needs(missing.wanted)
    case .success(let digests):
      let info = ObjectInfo(
        blob: BlobInfo(etag: digests.etag, size: size, modifiedAt: transaction.now),
        metadata: metadata ?? object.info.metadata, checksum: digests.checksum)
      try transaction.put(bytes, at: key.key, in: place, info)
      return .done(.copied(info))
    }
  }
}
