public import DovetailTransport

/// The objects in a SQLite database.
public struct SQLiteBlobStore: BlobStore {
  let lane: AccountLane
  let random: RandomSource

  public func put(
    _ bytes: [UInt8], at key: BlobKey, _ condition: PutCondition
  ) async throws -> BlobInfo {
    try await putObject(bytes, at: key, PutObjectOptions(condition: condition)).blob
  }

  public func get(_ key: BlobKey, _ range: BlobRange?) async throws -> Blob {
    switch try await getObject(key, ReadObjectOptions(range: range)) {
    case .found(let content): return Blob(bytes: content.bytes, info: content.part.info.blob)
    case .unsatisfiable: throw TransportError.unsatisfiableRange.attempting("get \(key)")
    case .notModified, .preconditionFailed:
      throw TransportError.failedPrecondition.attempting("get \(key)")
    }
  }

  public func head(_ key: BlobKey) async throws -> BlobInfo? {
    let attempt = "head \(key)"
    try attempting(attempt) { () throws(TransportError) in try BlobKey.check(key.key) }
    return try await lane.perform(attempt, writes: false) {
      try $0.place(key).object?.info.blob
    }
  }

  public func delete(
    _ keys: [String], in bucket: BucketName
  ) async throws -> [Result<Void, TransportError>] {
    let delete = try attempting("delete from \(bucket)") { () throws(TransportError) in
      try DeleteObjects(keys, in: bucket)
    }
    return try await lane.perform("delete from \(bucket)") { try delete.run(in: $0) }
  }

  public func list(_ bucket: BucketName, _ options: ListBlobsOptions) async throws -> BlobPage {
    try attempting("list \(bucket)") { () throws(TransportError) in try options.check() }
    let page = try await listObjects(
      bucket,
      ListObjectsOptions(
        prefix: options.prefix, maxKeys: options.maxKeys,
        continuationToken: options.continuationToken))
    return BlobPage(
      entries: page.entries.map { BlobPage.Entry(key: $0.key, info: $0.blob) },
      nextToken: page.nextToken)
  }
}
