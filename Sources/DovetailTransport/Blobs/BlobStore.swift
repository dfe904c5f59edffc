/// Keeps objects by key in the buckets of one account, with the semantics of Amazon S3.
///
/// Every conformance passes the claims of `BlobStoreContract`. Calls throw ``TransportError``, or
/// `CancellationError` when the calling task is cancelled.
public protocol BlobStore: Sendable {
  /// Stores `bytes`, and replaces what was there if the condition allows.
  ///
  /// Throws `preconditionFailed` when the condition does not hold, and `blobDoesNotExist` when an
  /// object was expected and there is none; then nothing changed. Of several writers that race under
  /// ``PutCondition/ifAbsent`` exactly one wins.
  ///
  /// Source: S3 API reference, PutObject.
  func put(
    _ bytes: [UInt8], at key: BlobKey, _ condition: PutCondition
  ) async throws -> BlobInfo

  /// The object, or the part of it in `range`; throws `blobDoesNotExist`.
  ///
  /// A range that ends behind the object is cut; one that begins behind it throws `invalidRange`.
  ///
  /// Source: S3 API reference, GetObject.
  func get(_ key: BlobKey, _ range: BlobRange?) async throws -> Blob

  /// What is known of the object without its bytes; nil when there is none.
  ///
  /// Source: S3 API reference, HeadObject.
  func head(_ key: BlobKey) async throws -> BlobInfo?

  /// Removes objects of one bucket, up to 1,000, with an outcome for each; a missing one is removed.
  ///
  /// Source: S3 API reference, DeleteObjects.
  func delete(
    _ keys: [String], in bucket: BucketName
  ) async throws -> [Result<Void, TransportError>]

  /// The objects of a bucket whose keys begin with a prefix, in the order of their UTF-8 bytes.
  ///
  /// Source: S3 API reference, ListObjectsV2.
  func list(_ bucket: BucketName, _ options: ListBlobsOptions) async throws -> BlobPage
}

extension BlobStore {
  /// Stores `bytes`, whatever was there.
  public func put(_ bytes: [UInt8], at key: BlobKey) async throws -> BlobInfo {
    try await put(bytes, at: key, .always)
  }

  /// The whole object; throws `blobDoesNotExist`.
  public func get(_ key: BlobKey) async throws -> Blob {
    try await get(key, nil)
  }
}
