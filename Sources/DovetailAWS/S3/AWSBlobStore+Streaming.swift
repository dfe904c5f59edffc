public import DovetailTransport
internal import DovetailWire

extension AWSBlobStore {
  /// Stores what a sequence yields, of which only some parts are in memory at a time; returns when all is
  /// stored.
  ///
  /// Up to 16 MiB are stored by one request, more in parts of 8 MiB, which grow with their number. What the
  /// sequence throws ends the upload, and nothing is stored. Throws what a put does.
  @discardableResult
  public func upload<Chunks: AsyncSequence>(
    _ chunks: Chunks, at key: BlobKey, _ condition: PutCondition = .always
  ) async throws -> BlobInfo where Chunks.Element == [UInt8] {
    let attempt = "upload \(key)"
    try attempting(attempt) { () throws(TransportError) in try BlobKey.check(key.key) }
    var parts = PartGatherer(chunks)
    let first = try await parts.next(partThreshold + 1) ?? []
    guard first.count > partThreshold else { return try await put(first, at: key, condition) }
    return try await UploadInParts(client: client, key: key, attempt: attempt)
      .run(condition) { number in
        number == 1 ? first : try await parts.next(PartSizes.size(ofPart: number))
      }
  }

  /// Reads an object piece by piece, of which one is in memory at a time, and hands each to `take`, in order.
  ///
  /// `pieceSize`: at least 1; each piece is a request, which is attempted again if need be. Throws
  /// `blobDoesNotExist`, `preconditionFailed` when the object is replaced meanwhile, and what `take` throws.
  /// The checksum of the whole is not looked at.
  @discardableResult
  public func download(
    _ key: BlobKey, pieceSize: Int = 8 << 20, _ take: ([UInt8]) async throws -> Void
  ) async throws -> BlobInfo {
    let attempt = "download \(key)"
    try attempting(attempt) { () throws(TransportError) in try BlobKey.check(key.key) }
    let size = max(1, pieceSize)
    guard let first = try await piece(of: key, 0..<size, nil, attempt) else {
      return try await get(key).info  // S3 has no range of an empty object.
    }
    let info = first.head.blob
    try await take(first.bytes)
    for start in stride(from: size, to: info.size, by: size) {
      let next = try await piece(of: key, start..<start + size, info.etag, attempt)
      try await take(next?.bytes ?? [])
    }
    return info
  }

  /// Nil when the object has nothing there.
  private func piece(
    of key: BlobKey, _ offsets: Range<Int>, _ etag: ETag?, _ attempt: String
  ) async throws -> GetObject.Answer? {
    let options = ReadObjectOptions(
      range: .bytes(offsets.lowerBound...offsets.upperBound - 1),
      conditions: ReadConditions(ifMatch: etag))
    do {
      return try await client.call(
        GetObject(key, ObjectReading(options)), on: key.bucket, attempt)
    } catch let error as TransportError where error.code == .invalidRange && offsets.lowerBound == 0
    {
      return nil
    }
  }
}

/// Brings chunks of any size together.
private struct PartGatherer<Chunks: AsyncSequence> where Chunks.Element == [UInt8] {
  private var chunks: Chunks.AsyncIterator
  private var rest: [UInt8] = []

  init(_ chunks: Chunks) {
    self.chunks = chunks.makeAsyncIterator()
  }

  /// The next bytes, so many unless the sequence ends before; nil when it has ended.
  mutating func next(_ size: Int) async throws -> [UInt8]? {
    while rest.count < size, let chunk = try await chunks.next() { rest += chunk }
    guard !rest.isEmpty else { return nil }
    let part = Array(rest.prefix(size))
    rest.removeFirst(part.count)
    return part
  }
}
