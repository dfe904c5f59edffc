public import DovetailTransport

extension SQLiteBlobStore: ObjectAdministration {
  public func createBucket(_ name: BucketName, _ options: CreateBucketOptions) async throws {
    let attempt = "create bucket \(name)"
    let create = try attempting(attempt) { () throws(TransportError) in
      try CreateBucket(name, options, region: lane.account.region)
    }
    try await lane.perform(attempt) { try create.run(in: $0) }
  }

  public func bucket(_ name: BucketName) async throws -> BucketInfo? {
    try await lane.perform("look up bucket \(name)", writes: false) {
      try $0.buckets.find(name, of: $0.account.id).map {
        BucketInfo(name: name, region: $0.region, createdAt: $0.createdAt)
      }
    }
  }

  public func deleteBucket(_ name: BucketName) async throws {
    let delete = DeleteBucket(name: name)
    try await lane.perform("delete bucket \(name)") { try delete.run(in: $0) }
  }

  public func listBuckets(_ options: ListBucketsOptions) async throws -> BucketPage {
    let list = try attempting("list buckets") { () throws(TransportError) in
      try ListBuckets(options)
    }
    return try await lane.perform("list buckets", writes: false) { try list.run(in: $0) }
  }

  public func putObject(
    _ bytes: [UInt8], at key: BlobKey, _ options: PutObjectOptions
  ) async throws -> ObjectInfo {
    let attempt = "put \(key)"
    let put: PutObject
    do {
      put = try PutObject(bytes, at: key, options)
    } catch {
      throw EngineError.translate(error, attempt)
    }
    return try await lane.perform(attempt) { try put.run(in: $0) }
  }

  public func getObject(
    _ key: BlobKey, _ options: ReadObjectOptions
  ) async throws -> ReadOutcome<ObjectContent> {
    let attempt = "get \(key)"
    let read = try attempting(attempt) { () throws(TransportError) in
      try ReadObject(key, options)
    }
    return try await lane.perform(attempt, writes: false) { try read.get(in: $0) }
  }

  public func headObject(
    _ key: BlobKey, _ options: ReadObjectOptions
  ) async throws -> ReadOutcome<ObjectPart> {
    let attempt = "head \(key)"
    let read = try attempting(attempt) { () throws(TransportError) in
      try ReadObject(key, options)
    }
    return try await lane.perform(attempt, writes: false) { try read.head(in: $0) }
  }

  public func listObjects(
    _ bucket: BucketName, _ options: ListObjectsOptions
  ) async throws -> ObjectPage {
    let list = try attempting("list \(bucket)") { () throws(TransportError) in
      try ListObjects(bucket, options)
    }
    return try await lane.perform("list \(bucket)", writes: false) { try list.run(in: $0) }
  }
}
