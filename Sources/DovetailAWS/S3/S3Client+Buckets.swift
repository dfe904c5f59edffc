import DovetailTransport
import DovetailWire

extension S3Client {
  /// Throws `bucketDoesNotExist` when there is no such bucket; asks S3 only until it was there once.
  func checkExists(_ bucket: BucketName, _ attempt: String) async throws {
    guard !isKnown(bucket) else { return }
    _ = try await call(HeadBucket(bucket), on: bucket, attempt)
    know(bucket)
  }
}
