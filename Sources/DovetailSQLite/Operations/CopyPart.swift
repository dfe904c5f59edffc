internal import DovetailTransport

/// UploadPartCopy: a part that refers to the bytes of an object, or of a range of it.
struct CopyPart {
  private let source: CopySource
  private let place: PartPlace
  private let range: ClosedRange<Int>?

  init(
    _ source: BlobKey, as place: PartPlace, _ options: CopyPartOptions
  ) throws(TransportError) {
    try BlobKey.check(source.key)
    try BlobKey.check(place.key.key)
    try PartPlace.check(place.number)
    self.source = CopySource(key: source, conditions: options.sourceConditions)
    self.place = place
    range = options.range
  }

  func run(in transaction: Transaction, _ known: KnownDigests?) throws -> CopyStep<PartInfo> {
    let upload = try transaction.upload(place.upload, of: place.key)
    let object: ObjectRecord
    switch try source.find(in: transaction) {
    case .failure(let failed): return .done(.preconditionFailed(failed.name))
    case .success(let found): object = found
    }
    let offsets = try offsets(in: object.info.blob.size)
    let (bytes, digests) = try transaction.copyBytes(of: object, offsets, upload.algorithm, known)
    switch digests {
    case .failure(let missing): return .needs(missing.wanted)
    case .success(let digests):
      let part = PartInfo(
        number: place.number, etag: digests.etag, size: offsets.count,
        modifiedAt: transaction.now, checksum: digests.checksum)
      switch bytes {
      case .inline(let bytes):
        try transaction.insert(part, try transaction.store(bytes), in: upload)
      case .mapped(let map): try transaction.insert(part, map, in: upload)
      }
      return .done(.copied(part))
    }
  }

  /// A range is not cut to the object, as that of a read is.
  private func offsets(in size: Int) throws(TransportError) -> Range<Int> {
    guard let range else {
      try CopySource.check(size: size)
      return 0..<size
    }
    guard range.lowerBound >= 0, range.upperBound < size else {
      throw .invalid(
        .invalidArgument, "Range specified is not valid for source object of size: \(size)")
    }
    try S3Limits.checkPut(bytes: range.count)
    return range.lowerBound..<range.upperBound + 1
  }
}
