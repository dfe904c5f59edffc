public import DovetailTransport

/// How Amazon SQS and S3 are reached; what is not set here comes from the environment and the shared
/// files, as with AWS's own tools.
public struct AWSConfiguration: Sendable {
  /// Such as "eu-west-1"; nil: that of the environment or the profile.
  public var region: String?
  /// The profile of the shared files; nil: that of `AWS_PROFILE`, or "default".
  ///
  /// Set, it also goes before keys in the environment.
  public var profile: String?
  /// Where credentials come from.
  public var credentials = AWSCredentialsSource.standard
  /// What differs for SQS.
  public var sqs = AWSServiceConfiguration()
  /// What differs for S3.
  public var s3 = AWSServiceConfiguration()
  /// What differs for single buckets, beyond what ``s3`` says.
  public var buckets: [BucketName: AWSBucketConfiguration] = [:]
  /// Whether validated cryptographic modules are asked for; nil: as the environment says, or not.
  public var usesFIPS: Bool?
  /// Whether hosts with IPv6 addresses are asked for; nil: as the environment says, or not.
  public var usesDualStack: Bool?
  /// How often a call is attempted in all, 1 to 20; nil: as the environment says, or three times.
  public var maxAttempts: Int?

  /// Takes everything from the environment and the shared files.
  public init() {}
}

/// What differs for one service.
public struct AWSServiceConfiguration: Sendable {
  /// The URL of the endpoint, such as `http://localhost:4566`; nil: as the environment says, or AWS's own.
  public var endpoint: String?
  /// The region; nil: that of the whole configuration.
  public var region: String?
  /// Where credentials come from; nil: as for the whole configuration.
  public var credentials: AWSCredentialsSource?

  /// Changes nothing.
  public init() {}
}

/// What differs for one bucket.
public struct AWSBucketConfiguration: Sendable {
  /// The URL of the endpoint; nil: that of S3.
  public var endpoint: String?
  /// The region that the bucket is in; nil: that of S3, until the service names another.
  public var region: String?
  /// Where credentials come from; nil: as for S3.
  public var credentials: AWSCredentialsSource?
  /// Whether the bucket's name stands in the path, not before the host; nil: in the path for custom endpoints
  /// and for names that cannot stand before the host.
  public var usesPathStyle: Bool?
  /// The account, twelve digits, that must own the bucket, or calls are refused; nil: any.
  public var expectedOwner: String?
  /// The key of KMS that objects are encrypted with, its id or ARN; nil: as the bucket says.
  public var encryptionKey: String?

  /// Changes nothing.
  public init() {}
}
