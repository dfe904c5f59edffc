internal import DovetailTransport

/// UploadPart: stores a part's bytes; its checksum is computed before, as its upload asks for.
struct UploadPart {
  private let place: PartPlace
  private let bytes: [UInt8]
  private let digests: ObjectDigests

  /// What can be judged without the upload.
  static func check(
    _ bytes: [UInt8], _ place: PartPlace, _ options: UploadPartOptions
  ) throws(TransportError) {
    try BlobKey.check(place.key.key)
    try PartPlace.check(place.number)
    try S3Limits.checkPut(bytes: bytes.count)
    try options.checksum?.check()
  }

  /// An upload that named no algorithm takes any: it is compared, and a CRC64NVME is kept.
  ///
  /// Source: recorded by OpenStack Swift's tests against S3.
  init(
    _ bytes: [UInt8], as place: PartPlace, of upload: UploadInfo, _ options: UploadPartOptions
  ) throws {
    let sent = options.checksum?.algorithm
    if let expected = upload.checksumAlgorithm, sent != expected {
      let mayBeComputed = sent == nil && upload.checksumType == .fullObject
      guard mayBeComputed else {
        throw TransportError.checksumMismatch(expected: expected, actual: sent)
      }
    }
    self.place = place
    self.bytes = bytes
    digests = try ObjectDigests(
      of: bytes, upload.checksumAlgorithm ?? .crc64NVME, sent: options.checksum,
      contentMD5: options.contentMD5)
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
