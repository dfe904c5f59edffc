import DovetailAWS
import DovetailTransport
import DovetailWire

/// Empty buckets for claims, which give them back.
actor PeerBuckets {
  private let store: AWSBlobStore
  private let prefix: String
  private let location: String?
  private var made: [BucketName] = []
  private var free: [BucketName] = []

  init(_ store: AWSBlobStore, prefix: String, region: String) {
    self.store = store
    self.prefix = prefix
    // The first region has no name here.
    location = region == "us-east-1" ? nil : region
  }

  /// The name of a bucket that is never made.
  nonisolated func missing() throws -> BucketName { try BucketName(prefix + "-missing") }

  func take() async throws -> BucketName {
    if let bucket = free.popLast() { return bucket }
    let bucket = try BucketName("\(prefix)-\(made.count + 1)")
    made.append(bucket)
    _ = try await store.client.call(
      CreateBucket(bucket, CreateBucketOptions(location: location)), on: bucket,
      "make bucket \(bucket)")
    return bucket
  }

  /// Empties a bucket, for the next claim.
  func giveBack(_ bucket: BucketName) async throws {
    try await empty(bucket)
    free.append(bucket)
  }

  /// Deletes all buckets.
  func deleteAll() async throws {
    for bucket in made {
      try await empty(bucket)
      _ = try await store.client.call(
        DeleteBucket(bucket), on: bucket, "delete bucket \(bucket)")
    }
    made = []
    free = []
  }

  private func empty(_ bucket: BucketName) async throws {
    while case let keys = try await store.list(bucket, ListBlobsOptions()).entries.map(\.key),
      !keys.isEmpty
    {
      for outcome in try await store.delete(keys, in: bucket) { try outcome.get() }
    }
  }
}
