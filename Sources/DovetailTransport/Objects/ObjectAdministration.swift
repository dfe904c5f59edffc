/// Buckets and objects with all that S3 tells of them: what a service needs on top of ``BlobStore``.
///
/// Every conformance passes the claims of `ObjectAdministrationContract`. Calls throw
/// ``TransportError``, with `bucketDoesNotExist` wherever the bucket is missing, or
/// `CancellationError` when the calling task is cancelled. Objects are removed through
/// ``BlobStore/delete(_:in:)``.
public protocol ObjectAdministration: MultipartUploads {
  /// Makes a bucket.
  ///
  /// One's own that exists is left as it is in us-east-1; elsewhere, throws `bucketAlreadyOwned`. A
  /// location that is not the store's own throws `illegalLocation`.
  ///
  /// Source: S3 API reference, CreateBucket.
  func createBucket(_ name: BucketName, _ options: CreateBucketOptions) async throws

  /// What is known of a bucket; nil when there is none.
  ///
  /// Source: S3 API reference, HeadBucket, GetBucketLocation.
  func bucket(_ name: BucketName) async throws -> BucketInfo?

  /// Removes an empty bucket; throws `bucketNotEmpty` while it holds an object.
  ///
  /// Uploads that were not completed go with it.
  ///
  /// Source: S3 API reference, DeleteBucket.
  func deleteBucket(_ name: BucketName) async throws

  /// The buckets in the order of their names, a page at a time.
  ///
  /// Source: S3 API reference, ListBuckets.
  func listBuckets(_ options: ListBucketsOptions) async throws -> BucketPage

  /// Stores `bytes` with what is to be known of them, if the condition holds; see
  /// ``BlobStore/put(_:at:_:)``.
  ///
  /// Throws `badDigest` when a digest that was sent is not that of the bytes, and then stores nothing.
  ///
  /// Source: S3 API reference, PutObject.
  func putObject(
    _ bytes: [UInt8], at key: BlobKey, _ options: PutObjectOptions
  ) async throws -> ObjectInfo

  /// The object or a part of it, if the conditions hold; throws `blobDoesNotExist`.
  ///
  /// The cost of a part is that of its own size, whatever the size of the object.
  ///
  /// Source: S3 API reference, GetObject.
  func getObject(
    _ key: BlobKey, _ options: ReadObjectOptions
  ) async throws -> ReadOutcome<ObjectContent>

  /// What is known of the object, if the conditions hold; throws `blobDoesNotExist`.
  ///
  /// A range, or a part's number, is judged as by ``getObject(_:_:)``.
  ///
  /// Source: S3 API reference, HeadObject.
  func headObject(
    _ key: BlobKey, _ options: ReadObjectOptions
  ) async throws -> ReadOutcome<ObjectPart>

  /// Copies an object; throws `blobDoesNotExist` without a source, and `invalidRequest` when the copy
  /// would be the object itself, unchanged.
  ///
  /// Source: S3 API reference, CopyObject.
  func copyObject(
    _ source: BlobKey, to key: BlobKey, _ options: CopyObjectOptions
  ) async throws -> CopyOutcome<ObjectInfo>

  /// Keys in the order of their UTF-8 bytes, those that share a prefix up to a delimiter as one.
  ///
  /// Throws `invalidArgument` for a token that no page of this bucket gave.
  ///
  /// Source: S3 API reference, ListObjectsV2.
  func listObjects(_ bucket: BucketName, _ options: ListObjectsOptions) async throws -> ObjectPage
}

extension ObjectAdministration {
  /// Makes a bucket in the store's own region.
  public func createBucket(_ name: BucketName) async throws {
    try await createBucket(name, CreateBucketOptions())
  }
}
