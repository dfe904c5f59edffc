internal import DovetailTransport

/// ListObjectsV2: objects in the order of their keys, those behind a delimiter as one prefix.
struct ListObjects {
  private let bucket: BucketName
  private let options: ListObjectsOptions
  private let limit: Int
  private let token: ContinuationToken
  /// The first key that may be on the page.
  private let start: String

  init(_ bucket: BucketName, _ options: ListObjectsOptions) throws(TransportError) {
    self.bucket = bucket
    self.options = options
    limit = try S3Limits.page(options.maxKeys, "max-keys")
    token = ContinuationToken(list: "objects of \(bucket)")
    if let text = options.continuationToken {
      start = try token.decode(text)
    } else {
      start = options.startAfter.isEmpty ? "" : KeyOrder.after(options.startAfter)
    }
  }

  func run(in transaction: Transaction) throws -> ObjectPage {
    let bucket = try transaction.bucket(bucket)
    guard limit > 0 else { return ObjectPage(entries: []) }
    return options.delimiter.isEmpty
      ? try page(of: bucket, transaction) : try foldedPage(of: bucket, transaction)
  }

  private func page(of bucket: Int64, _ transaction: Transaction) throws -> ObjectPage {
    var entries = try transaction.objects.list(
      in: bucket, from: start, prefix: options.prefix, limit: limit + 1)
    guard entries.count > limit, let next = entries.popLast() else {
      return ObjectPage(entries: entries)
    }
    return ObjectPage(entries: entries, nextToken: token.encode(next.key))
  }

  /// Looks for one key at a time, since a prefix may stand for a million of them.
  private func foldedPage(of bucket: Int64, _ transaction: Transaction) throws -> ObjectPage {
    var page = ObjectPage(entries: [])
    var place = startBehindPrefix
    while let from = place {
      let found = try transaction.objects.list(
        in: bucket, from: from, prefix: options.prefix, limit: 1)
      guard let entry = found.first else { break }
      guard page.entries.count + page.commonPrefixes.count < limit else {
        page.nextToken = token.encode(entry.key)
        break
      }
      if let shared = fold(entry.key) {
        page.commonPrefixes.append(shared)
        place = KeyOrder.afterAll(shared)
      } else {
        page.entries.append(entry)
        place = KeyOrder.after(entry.key)
      }
    }
    return page
  }

  private func fold(_ key: String) -> String? {
    KeyOrder.commonPrefix(of: key, prefix: options.prefix, delimiter: options.delimiter)
  }

  /// A page that starts after a common prefix does not tell it again.
  private var startBehindPrefix: String? {
    guard options.continuationToken == nil, !options.startAfter.isEmpty,
      options.startAfter.utf8.starts(with: options.prefix.utf8),
      let shared = fold(options.startAfter), shared.utf8.elementsEqual(options.startAfter.utf8)
    else { return start }
    return KeyOrder.afterAll(shared)
  }
}
