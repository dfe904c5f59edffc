import DovetailSQLite
import DovetailTransport
import DovetailWire

@testable import DovetailServer

/// The objects of a server as its answers tell them.
///
/// What one answer does not tell another is asked for: as a client would who wanted to know it.
struct WireObjects: ObjectAdministration, BlobStore {
  let line: any S3Line
  /// Of parts that were uploaded: a list tells them only for uploads that have named an algorithm.
  let checksums = PartChecksums()

  init(_ line: any S3Line) {
    self.line = line
  }

  func call<Operation: S3Operation>(_ operation: Operation) async throws -> Operation.Answer {
    do {
      return try await line.call(operation)
    } catch let error as S3Error {
      throw error.transportError("call S3")
    }
  }

  /// All that is known of an object; its tag tells of how many parts it is.
  func info(of key: BlobKey) async throws -> ObjectInfo {
    let head = try await head(key, ObjectReading(wantsChecksum: true)).head
    var metadata = head.metadata
    if metadata.contentType == ObjectMetadata.defaultContentType { metadata.contentType = nil }
    let parts = head.blob.etag.rawValue.split(separator: "-")
    return ObjectInfo(
      blob: head.blob, metadata: metadata,
      checksum: head.checksum ?? Checksum(.crc32, "not told"),
      partCount: parts.count == 2 ? Int(parts[1]) : nil)
  }

  /// An answer to HEAD has no body that could say whether it is the bucket that is not there.
  private func head(
    _ key: BlobKey, _ reading: ObjectReading
  ) async throws -> HeadObject.Answer {
    do {
      return try await call(HeadObject(key, reading))
    } catch let error as TransportError where error.code == .blobDoesNotExist {
      _ = try await call(HeadBucket(key.bucket))
      throw error
    }
  }

  func put(
    _ bytes: [UInt8], at key: BlobKey, _ condition: PutCondition
  ) async throws -> BlobInfo {
    try await putObject(bytes, at: key, PutObjectOptions(condition: condition)).blob
  }

  func get(_ key: BlobKey, _ range: BlobRange?) async throws -> Blob {
    let answer = try await call(GetObject(key, ObjectReading(ReadObjectOptions(range: range))))
    return Blob(bytes: answer.bytes, info: answer.head.blob)
  }

  func head(_ key: BlobKey) async throws -> BlobInfo? {
    do {
      return try await head(key, ObjectReading()).head.blob
    } catch let error as TransportError where error.code == .blobDoesNotExist {
      return nil
    }
  }

  func delete(
    _ keys: [String], in bucket: BucketName
  ) async throws -> [Result<Void, TransportError>] {
    let answer = try await call(DeleteObjects(keys, in: bucket))
    let failures = Dictionary(
      answer.failures.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
    return keys.map { key in
      failures[key].map {
        .failure(
          S3Error(S3ErrorKind($0.code, 400, $0.message)).transportError("delete \($0.key)"))
      } ?? .success(())
    }
  }

  func list(_ bucket: BucketName, _ options: ListBlobsOptions) async throws -> BlobPage {
    let page = try await listObjects(
      bucket,
      ListObjectsOptions(
        prefix: options.prefix, maxKeys: options.maxKeys,
        continuationToken: options.continuationToken))
    return BlobPage(
      entries: page.entries.map { .init(key: $0.key, info: $0.blob) }, nextToken: page.nextToken)
  }

  func createBucket(_ name: BucketName, _ options: CreateBucketOptions) async throws {
    _ = try await call(CreateBucket(name, options))
  }

  func bucket(_ name: BucketName) async throws -> BucketInfo? {
    do {
      let region = try await call(HeadBucket(name)).region
      let listed = try await call(ListBuckets(.init(prefix: name.text))).buckets
      let createdAt = listed.first { $0.name == name.text }?.createdAt
      return BucketInfo(
        name: name, region: region ?? "", createdAt: createdAt ?? Timestamp(milliseconds: 0))
    } catch let error as TransportError where error.code == .bucketDoesNotExist {
      return nil
    }
  }

  func deleteBucket(_ name: BucketName) async throws {
    _ = try await call(DeleteBucket(name))
  }

  func listBuckets(_ options: ListBucketsOptions) async throws -> BucketPage {
    let answer = try await call(ListBuckets(options))
    return BucketPage(
      buckets: try answer.buckets.map {
        BucketInfo(
          name: try BucketName($0.name), region: $0.region ?? "", createdAt: $0.createdAt)
      }, nextToken: answer.nextToken)
  }

  func putObject(
    _ bytes: [UInt8], at key: BlobKey, _ options: PutObjectOptions
  ) async throws -> ObjectInfo {
    let answer = try await call(PutObject(key, bytes, options))
    var info = try await info(of: key)
    info.checksum = answer.checksum ?? info.checksum
    return info
  }

  func getObject(
    _ key: BlobKey, _ options: ReadObjectOptions
  ) async throws -> ReadOutcome<ObjectContent> {
    let reading = ObjectReading(options, wantsChecksum: true)
    return try await outcome(of: key) {
      let answer = try await call(GetObject(key, reading))
      return (answer.status, answer.head, answer.bytes)
    }
  }

  func headObject(
    _ key: BlobKey, _ options: ReadObjectOptions
  ) async throws -> ReadOutcome<ObjectPart> {
    let reading = ObjectReading(options, wantsChecksum: true)
    let outcome = try await outcome(of: key) {
      let answer = try await head(key, reading)
      return (answer.status, answer.head, [])
    }
    // Which condition it was, an answer to HEAD cannot say.
    guard case .preconditionFailed = outcome else { return outcome.map(\.part) }
    return try await getObject(key, options).map(\.part)
  }

  private func outcome(
    of key: BlobKey, _ read: () async throws -> (Int, ObjectHead, [UInt8])
  ) async throws -> ReadOutcome<ObjectContent> {
    do {
      let (status, head, bytes) = try await read()
      let info = try await info(of: key)
      guard status != 304 else { return .notModified(info) }
      return .found(
        ObjectContent(bytes: bytes, part: ObjectPart(info: info, offsets: head.range)))
    } catch let error as TransportError {
      switch (error.code, error.cause as? S3Error) {
      case (.invalidRange, _): return .unsatisfiable(try await info(of: key))
      case (.preconditionFailed, let refusal?):
        let name = ReadConditions.Name(rawValue: refusal["Condition"] ?? "") ?? .ifMatch
        return .preconditionFailed(name)
      default: throw error
      }
    }
  }

  func copyObject(
    _ source: BlobKey, to key: BlobKey, _ options: CopyObjectOptions
  ) async throws -> CopyOutcome<ObjectInfo> {
    try await copying {
      _ = try await call(CopyObject(source, to: key, options))
      return try await info(of: key)
    }
  }

  func copying<Copied>(
    _ copy: () async throws -> Copied
  ) async throws -> CopyOutcome<Copied> {
    do {
      return .copied(try await copy())
    } catch let error as TransportError where error.code == .preconditionFailed {
      let name = (error.cause as? S3Error)?["Condition"] ?? ""
      let prefix = "x-amz-copy-source-"
      guard name.hasPrefix(prefix),
        let condition = ReadConditions.Name(rawValue: String(name.dropFirst(prefix.count)))
      else { throw error }
      return .preconditionFailed(condition)
    }
  }

  func listObjects(
    _ bucket: BucketName, _ options: ListObjectsOptions
  ) async throws -> ObjectPage {
    let answer = try await call(ListObjectsV2(bucket, options))
    return ObjectPage(
      entries: answer.entries.map {
        ObjectPage.Entry(
          key: $0.key, blob: $0.blob, checksumAlgorithm: $0.checksumAlgorithm ?? .crc32,
          checksumType: $0.checksumType ?? .fullObject)
      }, commonPrefixes: answer.commonPrefixes, nextToken: answer.nextToken)
  }
}
