internal import DovetailTransport

/// CreateBucket: makes a bucket in the double's own region.
struct CreateBucket {
  private let name: BucketName
  /// Source: recorded: only there it may be made again.
  private let mayExist: Bool

  init(
    _ name: BucketName, _ options: CreateBucketOptions, region: String
  ) throws(TransportError) {
    if let location = options.location, location != region {
      throw .invalid(
        .illegalLocation,
        "The \(location) location constraint is incompatible for the region specific endpoint this "
          + "request was sent to.")
    }
    self.name = name
    mayExist = region == "us-east-1"
  }

  func run(in transaction: Transaction) throws {
    let isNew = try transaction.buckets.insert(
      name, of: transaction.account, at: transaction.now)
    guard isNew || mayExist else {
      throw TransportError.invalid(
        .bucketAlreadyOwned,
        "Your previous request to create the named bucket succeeded and you already own it.")
    }
  }
}
