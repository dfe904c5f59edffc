public import DovetailTransport

/// A store of objects to be held to the claims of ``ObjectAdministrationContract``.
public struct ObjectAdministrationSubject: Sendable {
  /// The store.
  public let store: any BlobStore & ObjectAdministration
  /// The time under which it works.
  public let time: SubjectTime
  /// An empty bucket for one claim.
  public let bucket: BucketName
  /// The name of a bucket that does not exist, and that the claim may make.
  public let freeBucket: BucketName

  /// Makes a subject.
  ///
  /// - Parameters:
  ///   - store: The store, in the region us-east-1.
  ///   - time: The time under which it works.
  ///   - bucket: An empty bucket for one claim.
  ///   - freeBucket: A bucket that does not exist; names that begin with it are free too.
  public init(
    store: any BlobStore & ObjectAdministration, time: SubjectTime, bucket: BucketName,
    freeBucket: BucketName
  ) {
    self.store = store
    self.time = time
    self.bucket = bucket
    self.freeBucket = freeBucket
  }

  /// A place in the bucket.
  func place(_ key: String) -> BlobKey { BlobKey(bucket: bucket, key: key) }

  /// Stores text in the bucket.
  @discardableResult
  func put(
    _ text: String, at key: String, _ options: PutObjectOptions = PutObjectOptions()
  ) async throws -> ObjectInfo {
    try await store.putObject(Array(text.utf8), at: place(key), options)
  }

  /// What the read of an object gives.
  func read(
    _ key: String, _ conditions: ReadConditions
  ) async throws -> ReadOutcome<ObjectContent> {
    try await store.getObject(place(key), ReadObjectOptions(conditions: conditions))
  }

  /// The object that a read must find.
  func found(
    _ key: String, _ options: ReadObjectOptions = ReadObjectOptions(),
    fileID: String = #fileID, line: Int = #line
  ) async throws -> ObjectContent {
    let outcome = try await store.getObject(place(key), options)
    guard case .found(let content) = outcome else {
      throw ClaimFailure(
        "Expected \(key) to be found, but the read gave \(outcome).", fileID: fileID, line: line)
    }
    return content
  }

  /// The text of an object.
  func text(at key: String) async throws -> String {
    String(decoding: try await found(key).bytes, as: UTF8.self)
  }

  /// What is known of an object.
  func info(of key: String) async throws -> ObjectInfo { try await found(key).part.info }

  /// A page of the bucket.
  func list(_ options: ListObjectsOptions) async throws -> ObjectPage {
    try await store.listObjects(bucket, options)
  }
}
