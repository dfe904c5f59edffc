internal import DovetailTransport

/// ListObjectsV2: objects in the order of their keys.
///
/// The token is the last key of the page before.
struct ListObjects {
  private let bucket: BucketName
  private let options: ListBlobsOptions

  init(_ bucket: BucketName, _ options: ListBlobsOptions) throws(TransportError) {
    guard (1...1000).contains(options.maxKeys) else {
      throw .invalid(
        .invalidParameterValue, "max-keys must be between 1 and 1000; it is \(options.maxKeys).")
    }
    self.bucket = bucket
    self.options = options
  }

  func run(in transaction: Transaction) throws -> BlobPage {
    let entries = try transaction.objects.list(
      in: try transaction.bucket(bucket), after: options.continuationToken ?? "",
      prefix: options.prefix, limit: options.maxKeys + 1)
    let page = Array(entries.prefix(options.maxKeys))
    return BlobPage(entries: page, nextToken: entries.count > page.count ? page.last?.key : nil)
  }
}
