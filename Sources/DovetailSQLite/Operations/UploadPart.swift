internal import DovetailTransport

/// UploadPart: stores a part's bytes; its checksum is computed before, as its upload asks for.
struct UploadPart {
  private let place: PartPlace
  private let bytes: GivenBytes
  private let digests: ObjectDigests

  /// What can be judged without the upload and the bytes.
  static func check(_ place: PartPlace, _ options: UploadPartOptions) throws(TransportError) {
    try BlobKey.check(place.key.key)
    try PartPlace.check(place.number)
    try ObjectDigests.check(options.checksum, contentMD5: options.contentMD5)
  }

  /// What is to be computed over the bytes, of which the sender computes `sent`.
  ///
  /// An upload that named no algorithm takes any: it is compared, and a CRC64NVME is kept.
  ///
  /// Source: recorded by OpenStack Swift's tests against S3.
  static func algorithm(
    for upload: UploadInfo, sent: ChecksumAlgorithm?
  ) throws(TransportError) -> ChecksumAlgorithm {
    if let expected = upload.checksumAlgorithm, sent != expected {
      let mayBeComputed = sent == nil && upload.checksumType == .fullObject
      guard mayBeComputed else {
        throw TransportError.checksumMismatch(expected: expected, actual: sent)
      }
    }
    return upload.checksumAlgorithm ?? .crc64NVME
  }

  init(
    _ bytes: [UInt8], as place: PartPlace, of upload: UploadInfo, _ options: UploadPartOptions
  ) throws {
    let algorithm = try Self.algorithm(for: upload, sent: options.checksum?.algorithm)
    let digests = try ObjectDigests(
      of: bytes, algorithm, sent: options.checksum, contentMD5: options.contentMD5)
    self.init(.held(bytes), digests, as: place)
  }

  /// Takes bytes whose digests are known, and those that the sender says.
  init(_ bytes: GivenBytes, _ digests: ObjectDigests, as place: PartPlace) {
    self.bytes = bytes
    self.digests = digests
    self.place = place
  }

  func run(in transaction: Transaction) throws -> PartInfo {
    let upload = try transaction.upload(place.upload, of: place.key)
    let part = PartInfo(
      number: place.number, etag: digests.etag, size: bytes.count, modifiedAt: transaction.now,
      checksum: digests.checksum)
    try transaction.insert(part, try transaction.store(bytes), in: upload)
    return part
  }
}
