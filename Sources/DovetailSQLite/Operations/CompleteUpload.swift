internal import DovetailCrypto
internal import DovetailTransport

/// CompleteMultipartUpload: parts become an object; their bytes stay where they are.
struct CompleteUpload {
  private let upload: UploadID
  private let key: BlobKey
  private let parts: [CompletedPart]
  private let options: CompleteUploadOptions

  init(
    _ upload: UploadID, of key: BlobKey, _ parts: [CompletedPart],
    _ options: CompleteUploadOptions
  ) throws(TransportError) {
    try BlobKey.check(key.key)
    guard !parts.isEmpty else {
      throw .invalid(.invalidRequest, "You must specify at least one part")
    }
    guard zip(parts, parts.dropFirst()).allSatisfy({ $0.number < $1.number }) else {
      throw .invalid(
        .invalidPartOrder,
        "The list of parts was not in ascending order. Parts must be ordered by part number.")
    }
    try options.checksum?.check()
    self.upload = upload
    self.key = key
    self.parts = parts
    self.options = options
  }

  func run(in transaction: Transaction) throws -> ObjectInfo {
    let place = try transaction.place(key)
    guard let upload = try transaction.uploads.find(upload, of: key.key, in: place.bucket) else {
      return try result(at: place, in: transaction)
    }
    try transaction.check(options.condition, key, place)
    if options.condition == .ifAbsent, upload.sawDelete { throw TransportError.conflict }
    let stored = try transaction.parts.list(
      in: upload.id, after: 0, limit: S3Limits.partNumbers.count, upload.algorithm)
    let chosen = try choose(of: stored, upload)
    let object = CompletedObject(
      parts: chosen.map(\.part), algorithm: upload.algorithm, type: upload.info.checksumType)
    try checkSizes(object)
    let info = ObjectInfo(
      blob: BlobInfo(etag: try object.etag(), size: object.size, modifiedAt: transaction.now),
      metadata: upload.metadata, checksum: try object.checksum(), partCount: chosen.count)
    try check(info.checksum, upload)
    let moved = zip(chosen, object.starts).map { (id: $0.id, start: $1) }
    try transaction.put(parts: moved, of: upload.info.id, at: key.key, in: place, info)
    try transaction.drop(try transaction.parts.ids(ofUpload: upload.id))
    try transaction.uploads.delete(upload.id)
    return info
  }

  /// What has come of the upload, for who asks again since the answer was lost; throws `uploadDoesNotExist`
  /// unless the parts are the same, and the object there still is.
  ///
  /// Source: observed by others, who have S3 repeat its answer: minio issue 13318, S3Mock issue 2586.
  private func result(at place: ObjectPlace, in transaction: Transaction) throws -> ObjectInfo {
    guard let object = place.object, try transaction.objects.isOf(upload, object.id),
      try CompletedObject.etag(of: parts.map(\.etag)) == object.info.blob.etag
    else { throw TransportError.missingUpload }
    return object.info
  }

  /// The stored parts that are named; throws `invalidPart`, or `invalidRequest` when a composite
  /// checksum wants that of a part.
  private func choose(
    of stored: [(id: Int64, part: PartInfo)], _ upload: UploadRecord
  ) throws(TransportError) -> [(id: Int64, part: PartInfo)] {
    let byNumber = Dictionary(stored.map { ($0.part.number, $0) }, uniquingKeysWith: { $1 })
    var chosen: [(id: Int64, part: PartInfo)] = []
    for named in parts {
      guard let found = byNumber[named.number], found.part.etag.unquoted == named.etag.unquoted
      else { throw .invalidPart }
      if let checksum = named.checksum {
        guard upload.info.checksumAlgorithm != nil, checksum == found.part.checksum else {
          throw .invalidPart
        }
      } else if upload.info.checksumType == .composite {
        throw .invalid(
          .invalidRequest,
          "The upload was created using a \(upload.algorithm.rawValue.lowercased()) checksum. The "
            + "complete request must include the checksum for each part. It was missing for part "
            + "\(named.number) in the request.")
      }
      chosen.append(found)
    }
    return chosen
  }

  private func checkSizes(_ object: CompletedObject) throws(TransportError) {
    guard object.parts.dropLast().allSatisfy({ $0.size >= S3Limits.smallestPartBytes }) else {
      throw .invalid(
        .entityTooSmall, "Your proposed upload is smaller than the minimum allowed size")
    }
    guard object.size <= S3Limits.objectBytes else {
      throw .invalid(
        .entityTooLarge, "Your proposed upload exceeds the maximum allowed object size.")
    }
    guard let size = options.size, size != object.size else { return }
    throw .invalid(
      .invalidRequest,
      "The provided 'x-amz-mp-object-size' header value \(size) does not match what was computed: "
        + "\(object.size)")
  }

  /// Holds what the sender says of the whole object against it.
  ///
  /// An upload that named no algorithm passes over a checksum of another one; a composite one may come
  /// without the number of parts.
  private func check(_ checksum: Checksum, _ upload: UploadRecord) throws(TransportError) {
    if let type = options.checksumType, type != upload.info.checksumType {
      throw .invalid(
        .invalidRequest,
        "The upload was created using the \(upload.info.checksumType.rawValue) checksum mode. The "
          + "complete request must use the same checksum mode.")
    }
    guard var sent = options.checksum else { return }
    guard sent.algorithm == checksum.algorithm else {
      guard upload.info.checksumAlgorithm != nil else { return }
      throw .checksumMismatch(expected: checksum.algorithm, actual: sent.algorithm)
    }
    if checksum.type == .composite, sent.type == .fullObject { sent.value += "-\(parts.count)" }
    try checksum.verify(sent)
  }
}
