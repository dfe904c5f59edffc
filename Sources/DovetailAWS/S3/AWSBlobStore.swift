internal import DovetailCrypto
public import DovetailTransport
internal import DovetailWire

/// The objects of Amazon S3, or of a service that speaks like it.
///
/// Up to 16 MiB are stored by one request, more in parts of 8 MiB or more, four at a time. What may pass
/// is attempted again, see ``AWSConfiguration/maxAttempts``.
public struct AWSBlobStore: BlobStore {
  package let client: S3Client
  /// Objects with more bytes are stored in parts.
  var partThreshold = 16 << 20

  public func put(
    _ bytes: [UInt8], at key: BlobKey, _ condition: PutCondition
  ) async throws -> BlobInfo {
    let attempt = "put \(key)"
    try attempting(attempt) { () throws(TransportError) in
      try BlobKey.check(key.key)
      guard bytes.count <= S3Limits.objectBytes else {
        throw .invalid(.entityTooLarge, "An object has at most \(S3Limits.objectBytes) bytes.")
      }
    }
    do {
      guard bytes.count > partThreshold else {
        return try await putAtOnce(bytes, at: key, condition, attempt)
      }
      return try await UploadInParts(client: client, key: key, bytes: bytes, attempt: attempt)
        .run(condition)
    } catch let error as TransportError where error.isFailedConditionOfRepetition {
      return try await own(bytes, at: key, instead: error)
    }
  }

  private func putAtOnce(
    _ bytes: [UInt8], at key: BlobKey, _ condition: PutCondition, _ attempt: String
  ) async throws -> BlobInfo {
    var put = PutObject(key, bytes, PutObjectOptions(condition: condition))
    put.encryption = client.encryption(of: key.bucket)
    put.options.checksum = try client.checksum(of: bytes, in: key.bucket)
    let stored = try await client.call(
      put, on: key.bucket, attempt, actsEachTime: condition != .always)
    return BlobInfo(etag: stored.etag, size: bytes.count, modifiedAt: client.now)
  }

  /// What became of a put whose condition did not hold when it was made again.
  ///
  /// The attempt before had no answer and may be why; what is there tells.
  private func own(
    _ bytes: [UInt8], at key: BlobKey, instead error: TransportError
  ) async throws -> BlobInfo {
    let blob = try await get(key, nil)
    guard blob.bytes == bytes else { throw error.cause as? TransportError ?? error }
    return blob.info
  }

  public func get(_ key: BlobKey, _ range: BlobRange?) async throws -> Blob {
    let attempt = "get \(key)"
    try attempting(attempt) { () throws(TransportError) in try BlobKey.check(key.key) }
    let reading = ObjectReading(ReadObjectOptions(range: range), wantsChecksum: range == nil)
    let answer = try await client.call(GetObject(key, reading), on: key.bucket, attempt)
    if range == nil, let checksum = answer.head.checksum, checksum.type == .fullObject {
      try attempting(attempt) { () throws(TransportError) in
        try Self.verify(answer.bytes, checksum)
      }
    }
    return Blob(bytes: answer.bytes, info: answer.head.blob)
  }

  /// Throws when bytes are not those that S3 has the checksum of.
  private static func verify(
    _ bytes: [UInt8], _ checksum: Checksum
  ) throws(TransportError) {
    let own: Checksum
    do {
      own = try Checksum(checksum.algorithm, of: bytes)
    } catch {
      return  // OpenSSL does not offer the digest; the length was checked.
    }
    guard own.value == checksum.value else {
      throw .invalid(
        .digestMismatch,
        "The \(checksum.algorithm.rawValue) of what came is not the one that S3 tells.")
    }
  }

  public func head(_ key: BlobKey) async throws -> BlobInfo? {
    let attempt = "head \(key)"
    try attempting(attempt) { () throws(TransportError) in try BlobKey.check(key.key) }
    do {
      return try await client.call(HeadObject(key), on: key.bucket, attempt).head.blob
    } catch let error as TransportError where error.code == .blobDoesNotExist {
      // To HEAD S3 does not say what is missing.
      try await client.checkExists(key.bucket, attempt)
      return nil
    }
  }

  public func delete(
    _ keys: [String], in bucket: BucketName
  ) async throws -> [Result<Void, TransportError>] {
    let attempt = "delete from \(bucket)"
    try attempting(attempt) { () throws(TransportError) in
      guard (1...S3Limits.pageEntries).contains(keys.count) else {
        throw .invalid(
          .invalidParameterValue, "A delete names 1 to 1000 keys; this one names \(keys.count).")
      }
    }
    let checked = keys.map { key in
      Result { () throws(TransportError) in
        try attempting(attempt) { () throws(TransportError) in try BlobKey.check(key) }
      }
    }
    let good = zip(keys, checked).compactMap { key, check in (try? check.get()) == nil ? nil : key }
    guard !good.isEmpty else { return checked }
    let answer = try await client.call(
      DeleteObjects(good, in: bucket, isQuiet: true), on: bucket, attempt)
    return zip(keys, checked).map { key, check in
      guard case .success = check,
        let failure = answer.failures.first(where: { $0.key == key })
      else { return check }
      let error = S3Error(S3ErrorKind(failure.code, 400, failure.message))
      return .failure(error.transportError(attempt))
    }
  }

  public func list(_ bucket: BucketName, _ options: ListBlobsOptions) async throws -> BlobPage {
    let attempt = "list \(bucket)"
    try attempting(attempt) { () throws(TransportError) in try options.check() }
    let answer = try await client.call(
      ListObjectsV2(
        bucket,
        ListObjectsOptions(
          prefix: options.prefix, maxKeys: options.maxKeys,
          continuationToken: options.continuationToken)),
      on: bucket, attempt)
    return BlobPage(
      entries: answer.entries.map { BlobPage.Entry(key: $0.key, info: $0.blob) },
      nextToken: answer.isTruncated ? answer.nextToken : nil)
  }
}

extension TransportError {
  /// Whether a condition failed when the call was made again, after an attempt that had no answer.
  fileprivate var isFailedConditionOfRepetition: Bool {
    code == .outcomeUnknown && (cause as? TransportError)?.code == .preconditionFailed
  }
}
