public import DovetailTransport

/// The objects in a SQLite database.
public struct SQLiteBlobStore: BlobStore, ObjectAdministration {
  let lane: WriteLane

  public func createBucket(_ name: BucketName) async throws {
    try await lane.perform("create bucket \(name)") { try $0.buckets.insert(name, at: $0.now) }
  }

  public func put(
    _ bytes: [UInt8], at key: BlobKey, _ condition: PutCondition
  ) async throws -> BlobInfo {
    let attempt = "put \(key)"
    let put: PutObject
    do {
      put = try PutObject(bytes, at: key, condition)
    } catch {
      throw EngineError.translate(error, attempt)
    }
    return try await lane.perform(attempt) { try put.run(in: $0) }
  }

  public func get(_ key: BlobKey, _ range: BlobRange?) async throws -> Blob {
    let attempt = "get \(key)"
    try attempting(attempt) { () throws(TransportError) in try BlobKey.check(key.key) }
    let get = GetObject(key: key, range: range)
    return try await lane.perform(attempt, writes: false) { try get.run(in: $0) }
  }

  public func head(_ key: BlobKey) async throws -> BlobInfo? {
    let attempt = "head \(key)"
    try attempting(attempt) { () throws(TransportError) in try BlobKey.check(key.key) }
    return try await lane.perform(attempt, writes: false) {
      try $0.objects.find(key.key, in: try $0.bucket(key.bucket))
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
    let list = try attempting("list \(bucket)") { () throws(TransportError) in
      try ListObjects(bucket, options)
    }
    return try await lane.perform("list \(bucket)", writes: false) { try list.run(in: $0) }
  }
}
