internal import DovetailTransport

/// ListBuckets: buckets in the order of their names.
struct ListBuckets {
  private static let token = ContinuationToken(list: "buckets")

  private let options: ListBucketsOptions
  private let start: String

  init(_ options: ListBucketsOptions) throws(TransportError) {
    guard (1...S3Limits.pageBuckets).contains(options.maxBuckets) else {
      throw .invalid(
        .invalidArgument,
        "Argument max-buckets must be an integer between 1 and \(S3Limits.pageBuckets).")
    }
    self.options = options
    start =
      try options.continuationToken.map { (text) throws(TransportError) in
        try Self.token.decode(text)
      } ?? ""
  }

  func run(in transaction: Transaction) throws -> BucketPage {
    let found = try transaction.buckets.list(
      of: transaction.account.id, in: options.region, after: start, prefix: options.prefix,
      limit: options.maxBuckets + 1)
    let page = found.prefix(options.maxBuckets)
    return BucketPage(
      buckets: try page.map {
        BucketInfo(name: try BucketName($0.name), region: $0.region, createdAt: $0.createdAt)
      },
      nextToken: found.count > page.count ? page.last.map { Self.token.encode($0.name) } : nil
    )
  }
}
