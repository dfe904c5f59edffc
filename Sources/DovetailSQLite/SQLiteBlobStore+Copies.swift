internal import DovetailCrypto
public import DovetailTransport

// Copies: the lane only looks and writes; what must be read whole is read a few MiB at a time, so that
// other calls come between.
extension SQLiteBlobStore {
  public func copyObject(
    _ source: BlobKey, to key: BlobKey, _ options: CopyObjectOptions
  ) async throws -> CopyOutcome<ObjectInfo> {
    let attempt = "copy \(source) to \(key)"
    let copy = try attempting(attempt) { () throws(TransportError) in
      try CopyObject(source, to: key, options)
    }
    return try await repeating(attempt) { try copy.run(in: $0, $1) }
  }

  public func copyPart(
    _ source: BlobKey, as place: PartPlace, _ options: CopyPartOptions
  ) async throws -> CopyOutcome<PartInfo> {
    let attempt = "copy \(source) to a part of \(place.key)"
    let copy = try attempting(attempt) { () throws(TransportError) in
      try CopyPart(source, as: place, options)
    }
    return try await repeating(attempt) { try copy.run(in: $0, $1) }
  }

  /// Takes steps until one is the last; begins again when the source was replaced meanwhile.
  private func repeating<Copied>(
    _ attempt: String,
    _ step: @escaping @Sendable (Transaction, KnownDigests?) throws -> CopyStep<Copied>
  ) async throws -> CopyOutcome<Copied> {
    var known: KnownDigests?
    for _ in 0..<Self.attempts {
      let step = try await lane.perform(attempt) { [known] in try step($0, known) }
      switch step {
      case .done(let outcome): return outcome
      case .needs(let wanted): known = try await compute(wanted, attempt)
      }
    }
    throw TransportError.conflict.attempting(attempt)
  }

  private static let attempts = 5
  private static let stepBytes = 16 * ChunkTable.size

  /// Nil when the bytes were removed meanwhile.
  private func compute(_ wanted: WantedDigests, _ attempt: String) async throws -> KnownDigests? {
    do {
      let md5 = try RunningDigest.md5()
      var checksum = try RunningChecksum(wanted.algorithm)
      for start in stride(from: 0, to: wanted.map.size, by: Self.stepBytes) {
        let part = wanted.map[start..<min(start + Self.stepBytes, wanted.map.size)]
        let read = try await lane.perform(attempt, writes: false) { try $0.read(part) }
        guard let read else { return nil }
        try read.withUnsafeBytes { bytes in
          try md5.update(bytes)
          try checksum.update(bytes)
        }
      }
      let digests = ObjectDigests(
        etag: ETag(rawValue: Hex.encode(try md5.finish())),
        checksum: Checksum(wanted.algorithm, Base64.encode(try checksum.finish())))
      return KnownDigests(wanted: wanted, digests: digests)
    } catch {
      throw EngineError.translate(error, attempt)
    }
  }
}
