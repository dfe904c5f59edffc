internal import DovetailTransport

/// ListMultipartUploads: the uploads under way, in the order of their keys, then of their beginning.
struct ListUploads {
  private let bucket: BucketName
  private let options: ListUploadsOptions
  private let limit: Int

  init(_ bucket: BucketName, _ options: ListUploadsOptions) throws(TransportError) {
    self.bucket = bucket
    self.options = options
    limit = try S3Limits.page(options.maxUploads, "max-uploads")
  }

  func run(in transaction: Transaction) throws -> UploadPage {
    let bucket = try transaction.bucket(bucket)
    var page = UploadPage(uploads: [])
    guard limit > 0 else { return page }
    var place = try start(in: bucket, transaction)
    var last: UploadPage.Marker?
    while let (key, upload) = place,
      let next = try transaction.uploads.next(
        in: bucket, from: key, after: upload, prefix: options.prefix)
    {
      guard page.uploads.count + page.commonPrefixes.count < limit else {
        page.next = last
        break
      }
      if let shared = fold(next.info.key) {
        page.commonPrefixes.append(shared)
        last = UploadPage.Marker(key: shared)
        place = KeyOrder.afterAll(shared).map { ($0, 0) }
      } else {
        page.uploads.append(next.info)
        last = UploadPage.Marker(key: next.info.key, upload: next.info.id)
        place = (next.info.key, next.id)
      }
    }
    return page
  }

  private func fold(_ key: String) -> String? {
    KeyOrder.commonPrefix(of: key, prefix: options.prefix, delimiter: options.delimiter)
  }

  /// Behind a marked upload the key's later ones come; behind a marked key, other keys; behind a marked
  /// prefix, keys that do not begin with it.
  private func start(in bucket: Int64, _ transaction: Transaction) throws -> (String, Int64)? {
    let key = options.keyMarker
    guard !key.isEmpty else { return ("", 0) }
    if let id = options.uploadIDMarker {
      let marked = try transaction.uploads.find(id, of: key, in: bucket)
      return marked.map { (key, $0.id) } ?? (KeyOrder.after(key), 0)
    }
    if key.utf8.starts(with: options.prefix.utf8), let shared = fold(key),
      shared.utf8.elementsEqual(key.utf8)
    {
      return KeyOrder.afterAll(shared).map { ($0, 0) }
    }
    return (KeyOrder.after(key), 0)
  }
}
