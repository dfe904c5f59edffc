/// Objects that are uploaded in parts.
///
/// Calls on an upload that is unknown, completed or aborted throw `uploadDoesNotExist`. What is uploaded
/// is seen as an object only once the upload is complete.
public protocol MultipartUploads: Sendable {
  /// Begins an upload.
  ///
  /// Throws `invalidRequest` for a checksum type that the algorithm does not have.
  ///
  /// Source: S3 API reference, CreateMultipartUpload.
  func createUpload(
    _ key: BlobKey, _ options: CreateUploadOptions
  ) async throws -> UploadInfo

  /// Uploads a part; one with the same number before it is replaced.
  ///
  /// Throws `invalidArgument` for a number outside 1 to 10,000, and `badDigest` when a digest that was
  /// sent is not that of the bytes.
  ///
  /// Source: S3 API reference, UploadPart.
  func uploadPart(
    _ bytes: [UInt8], as place: PartPlace, _ options: UploadPartOptions
  ) async throws -> PartInfo

  /// Makes a part of an object, or of a range of it.
  ///
  /// Source: S3 API reference, UploadPartCopy.
  func copyPart(
    _ source: BlobKey, as place: PartPlace, _ options: CopyPartOptions
  ) async throws -> CopyOutcome<PartInfo>

  /// The parts of an upload in the order of their numbers, a page at a time.
  ///
  /// Source: S3 API reference, ListParts.
  func listParts(
    _ upload: UploadID, of key: BlobKey, _ options: ListPartsOptions
  ) async throws -> PartPage

  /// The uploads of a bucket that are under way, in the order of their keys, then of their beginning.
  ///
  /// Source: S3 API reference, ListMultipartUploads.
  func listUploads(
    _ bucket: BucketName, _ options: ListUploadsOptions
  ) async throws -> UploadPage

  /// Makes the object of the parts that are named; parts that are not named are dropped.
  ///
  /// Throws `invalidRequest` without parts, `invalidPartOrder`, `invalidPart` for one that is missing
  /// or has another tag, `entityTooSmall` when one but the last has less than 5 MiB,
  /// `preconditionFailed`, and `conditionalRequestConflict` when an object under
  /// ``PutCondition/ifAbsent`` was deleted after the upload began. The cost grows with the number of
  /// parts, not with their size.
  ///
  /// Source: S3 API reference, CompleteMultipartUpload.
  func completeUpload(
    _ upload: UploadID, of key: BlobKey, _ parts: [CompletedPart], _ options: CompleteUploadOptions
  ) async throws -> ObjectInfo

  /// Drops an upload and its parts.
  ///
  /// Source: S3 API reference, AbortMultipartUpload.
  func abortUpload(_ upload: UploadID, of key: BlobKey) async throws
}
