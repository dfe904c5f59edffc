public import DovetailTransport

/// A blob store to be held to the claims of ``BlobStoreContract``.
public struct BlobStoreSubject: Sendable {
  /// The store.
  public let store: any BlobStore
  /// The time under which it works.
  public let time: SubjectTime
  /// An empty bucket for one claim.
  public let bucket: BucketName
  /// Another empty bucket.
  public let otherBucket: BucketName
  /// A bucket that does not exist.
  public let missingBucket: BucketName

  /// Makes a subject.
  ///
  /// - Parameters:
  ///   - store: The store.
  ///   - time: The time under which it works.
  ///   - bucket: An empty bucket for one claim.
  ///   - otherBucket: Another empty bucket.
  ///   - missingBucket: A bucket that does not exist.
  public init(
    store: any BlobStore, time: SubjectTime, bucket: BucketName, otherBucket: BucketName,
    missingBucket: BucketName
  ) {
    self.store = store
    self.time = time
    self.bucket = bucket
    self.otherBucket = otherBucket
    self.missingBucket = missingBucket
  }

  /// A place in the bucket.
  func place(_ key: String) -> BlobKey {
    BlobKey(bucket: bucket, key: key)
  }

  /// Stores text in the bucket.
  @discardableResult
  func put(
    _ text: String, at key: String, _ condition: PutCondition = .always
  ) async throws -> BlobInfo {
    try await store.put(Array(text.utf8), at: place(key), condition)
  }

  /// The text of an object in the bucket.
  func text(at key: String) async throws -> String {
    String(decoding: try await store.get(place(key)).bytes, as: UTF8.self)
  }

  /// The keys of the bucket that begin with a prefix, as bytes: equal text may differ in them.
  func keys(_ options: ListBlobsOptions = ListBlobsOptions()) async throws -> [[UInt8]] {
    try await store.list(bucket, options).entries.map { Array($0.key.utf8) }
  }

  /// Throws when there is an object at the key.
  func expectNone(
    at key: String, fileID: String = #fileID, line: Int = #line
  ) async throws {
    let info = try await store.head(place(key))
    try expect(
      info == nil, "Expected no object at \(key), found one.", fileID: fileID, line: line)
  }
}
