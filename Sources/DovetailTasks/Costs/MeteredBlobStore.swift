import DovetailTransport

/// Passes calls on, and counts each as the request that it is on S3.
struct MeteredBlobStore: BlobStore {
  let inner: any BlobStore
  let meter: RequestMeter

  func put(
    _ bytes: [UInt8], at key: BlobKey, _ condition: PutCondition
  ) async throws -> BlobInfo {
    count(.putObject, in: key.bucket)
    return try await inner.put(bytes, at: key, condition)
  }

  func get(_ key: BlobKey, _ range: BlobRange?) async throws -> Blob {
    count(.getObject, in: key.bucket)
    return try await inner.get(key, range)
  }

  func head(_ key: BlobKey) async throws -> BlobInfo? {
    count(.headObject, in: key.bucket)
    return try await inner.head(key)
  }

  func delete(
    _ keys: [String], in bucket: BucketName
  ) async throws -> [Result<Void, TransportError>] {
    count(.deleteObjects, in: bucket)
    return try await inner.delete(keys, in: bucket)
  }

  func list(_ bucket: BucketName, _ options: ListBlobsOptions) async throws -> BlobPage {
    count(.listObjects, in: bucket)
    return try await inner.list(bucket, options)
  }

  private func count(_ action: RequestAction, in bucket: BucketName) {
    meter.count(action, at: .bucket(bucket)) { $0.add(entries: 1) }
  }
}
