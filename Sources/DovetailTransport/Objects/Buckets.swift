/// How to make a bucket.
public struct CreateBucketOptions: Hashable, Sendable {
  /// The region it is to be in; nil: the store's own.
  public var location: String?

  /// Makes options.
  public init(location: String? = nil) {
    self.location = location
  }
}

/// What is known of a bucket.
public struct BucketInfo: Hashable, Sendable {
  /// Its name.
  public var name: BucketName
  /// The region it is in: "us-east-1".
  public var region: String
  /// When it was made.
  public var createdAt: Timestamp

  /// Makes a bucket's description.
  public init(name: BucketName, region: String, createdAt: Timestamp) {
    self.name = name
    self.region = region
    self.createdAt = createdAt
  }
}

/// Which buckets to list.
public struct ListBucketsOptions: Hashable, Sendable {
  /// Only names that begin so; empty: all.
  public var prefix = ""
  /// Only those in that region; nil: all.
  public var region: String?
  /// At most this many, 1 to 10,000.
  public var maxBuckets = S3Limits.pageBuckets
  /// Where the page before ended; nil: from the start.
  public var continuationToken: String?

  /// Makes options; see the properties for ranges.
  public init(
    prefix: String = "", region: String? = nil, maxBuckets: Int = S3Limits.pageBuckets,
    continuationToken: String? = nil
  ) {
    self.prefix = prefix
    self.region = region
    self.maxBuckets = maxBuckets
    self.continuationToken = continuationToken
  }
}

/// A page of buckets.
public struct BucketPage: Hashable, Sendable {
  /// The buckets, in the order of their names.
  public var buckets: [BucketInfo]
  /// What to ask the next page with; nil: this was the last.
  public var nextToken: String?

  /// Makes a page.
  public init(buckets: [BucketInfo], nextToken: String? = nil) {
    self.buckets = buckets
    self.nextToken = nextToken
  }
}
