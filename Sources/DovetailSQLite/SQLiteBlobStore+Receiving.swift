package import DovetailTransport

// Objects and parts whose bytes come in pieces.
extension SQLiteBlobStore {
  /// Begins a put; `checksum`: the algorithm of a checksum that comes behind the bytes.
  ///
  /// Throws what can be known before the bytes are there: `bucketDoesNotExist`, a condition that does
  /// not hold, metadata that is too large, digests that are none.
  package func beginPut(
    at key: BlobKey, _ options: PutObjectOptions, checksum: ChecksumAlgorithm? = nil
  ) async throws -> IncomingBytes {
    let attempt = "put \(key)"
    try attempting(attempt) { () throws(TransportError) in try PutObject.check(key, options) }
    try await lane.perform(attempt, writes: false) {
      try $0.check(options.condition, key, try $0.place(key))
    }
    let algorithm = options.checksum?.algorithm ?? checksum
    return try IncomingBytes(
      attempt, algorithm ?? .crc64NVME, compared: algorithm, on: lane)
  }

  /// Ends a put, as ``putObject(_:at:_:)`` does it.
  package func put(
    _ bytes: inout IncomingBytes, at key: BlobKey, _ options: PutObjectOptions
  ) async throws -> ObjectInfo {
    let attempt = "put \(key)"
    let put: PutObject
    do {
      let digests = try bytes.digests(sent: options.checksum, contentMD5: options.contentMD5)
      put = try PutObject(bytes.given, digests, at: key, options)
    } catch {
      throw EngineError.translate(error, attempt)
    }
    let info = try await lane.perform(attempt) { try put.run(in: $0) }
    bytes.keep()
    return info
  }

  /// Begins the upload of a part; `checksum`: the algorithm of a checksum that comes behind the bytes.
  ///
  /// Throws what can be known before the bytes are there, as `uploadDoesNotExist`.
  package func beginPart(
    as place: PartPlace, _ options: UploadPartOptions, checksum: ChecksumAlgorithm? = nil
  ) async throws -> IncomingBytes {
    let attempt = "upload a part of \(place.key)"
    try attempting(attempt) { () throws(TransportError) in try UploadPart.check(place, options) }
    let upload = try await upload(of: place, attempt)
    let sent = options.checksum?.algorithm ?? checksum
    let algorithm = try attempting(attempt) { () throws(TransportError) in
      try UploadPart.algorithm(for: upload, sent: sent)
    }
    return try IncomingBytes(attempt, algorithm, compared: sent, on: lane)
  }

  /// Ends the upload of a part, as ``uploadPart(_:as:_:)`` does it.
  package func upload(
    _ bytes: inout IncomingBytes, as place: PartPlace, _ options: UploadPartOptions
  ) async throws -> PartInfo {
    let attempt = "upload a part of \(place.key)"
    let part: UploadPart
    do {
      let digests = try bytes.digests(sent: options.checksum, contentMD5: options.contentMD5)
      part = UploadPart(bytes.given, digests, as: place)
    } catch {
      throw EngineError.translate(error, attempt)
    }
    let info = try await lane.perform(attempt) { try part.run(in: $0) }
    bytes.keep()
    return info
  }
}
