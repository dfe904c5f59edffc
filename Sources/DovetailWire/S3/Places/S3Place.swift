package import DovetailTransport

/// What a call of S3's is about.
package enum S3Place: Hashable, Sendable {
  /// All buckets.
  case service
  case bucket(BucketName)
  case object(BlobKey)

  package var bucketName: BucketName? {
    switch self {
    case .service: nil
    case .bucket(let name): name
    case .object(let key): key.bucket
    }
  }
}
