import DovetailTransport

/// A blob store whose calls are counted while they last.
struct WatchedBlobStore: BlobStore {
  let inner: any BlobStore
  let executor: CountedExecutor

  func put(
    _ bytes: [UInt8], at key: BlobKey, _ condition: PutCondition
  ) async throws -> BlobInfo {
    try await executor.counting { try await inner.put(bytes, at: key, condition) }
  }

  func get(_ key: BlobKey, _ range: BlobRange?) async throws -> Blob {
    try await executor.counting { try await inner.get(key, range) }
  }

  func head(_ key: BlobKey) async throws -> BlobInfo? {
    try await executor.counting { try await inner.head(key) }
  }

  func delete(
    _ keys: [String], in bucket: BucketName
  ) async throws -> [Result<Void, TransportError>] {
    try await executor.counting { try await inner.delete(keys, in: bucket) }
  }

  func list(_ bucket: BucketName, _ options: ListBlobsOptions) async throws -> BlobPage {
    try await executor.counting { try await inner.list(bucket, options) }
  }
}
