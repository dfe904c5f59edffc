internal import DovetailTransport

/// The object that is copied from, and what must hold of it.
struct CopySource {
  let key: BlobKey
  let conditions: ReadConditions

  /// The object; or, when a condition does not hold, its name.
  func find(
    in transaction: Transaction
  ) throws -> Result<ObjectRecord, FailedCondition> {
    guard let object = try transaction.place(key).object else { throw TransportError.missing(key) }
    if let name = conditions.failure(for: object.info.blob, at: transaction.now) {
      return .failure(FailedCondition(name: name))
    }
    return .success(object)
  }

  /// Throws `invalidRequest` when so many bytes are too many for one copy.
  static func check(size: Int) throws(TransportError) {
    guard size <= S3Limits.putBytes else {
      throw .invalid(
        .invalidRequest,
        "The specified copy source is larger than the maximum allowable size for a copy source: "
          + "\(S3Limits.putBytes)")
    }
  }
}

/// A condition on the source that does not hold.
struct FailedCondition: Error {
  var name: ReadConditions.Name
}

/// How far a copy has come.
enum CopyStep<Copied: Sendable>: Sendable {
  case done(CopyOutcome<Copied>)
  /// First these are to be computed, outside of the transaction: gigabytes may have to be read.
  case needs(WantedDigests)
}

/// Digests that a copy needs.
struct WantedDigests: Hashable, Sendable {
  var map: ByteMap
  var algorithm: ChecksumAlgorithm
}

/// Digests that were computed for a copy; they count only while the source is the same.
struct KnownDigests: Sendable {
  var wanted: WantedDigests
  var digests: ObjectDigests
}

extension Transaction {
  /// Where bytes to be copied are, and their digests if these are known or quick to compute.
  func copyBytes(
    of object: ObjectRecord, _ offsets: Range<Int>, _ algorithm: ChecksumAlgorithm,
    _ known: KnownDigests?
  ) throws -> (bytes: NewBytes, digests: Result<ObjectDigests, MissingDigests>) {
    let isWholePut = object.info.partCount == nil && offsets.count == object.info.blob.size
    var digests: ObjectDigests?
    if isWholePut, object.info.checksum.algorithm == algorithm {
      digests = ObjectDigests(etag: object.info.blob.etag, checksum: object.info.checksum)
    }
    if object.isInline {
      let bytes = try bytes(of: object, offsets)
      return (.inline(bytes), .success(try digests ?? ObjectDigests(of: bytes, algorithm)))
    }
    let wanted = WantedDigests(map: try map(of: object, offsets), algorithm: algorithm)
    if known?.wanted == wanted { digests = known?.digests }
    return (
      .mapped(wanted.map),
      digests.map { .success($0) } ?? .failure(MissingDigests(wanted: wanted))
    )
  }
}

/// Digests are wanting.
struct MissingDigests: Error {
  var wanted: WantedDigests
}
