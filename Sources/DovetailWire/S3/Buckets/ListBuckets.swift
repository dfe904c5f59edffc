package import DovetailTransport

/// Source: S3 API reference, ListBuckets.
package struct ListBuckets: S3Operation {
  package static let method = "GET"

  package var options = ListBucketsOptions()

  package init(_ options: ListBucketsOptions = ListBucketsOptions()) {
    self.options = options
  }

  package var place: S3Place { .service }

  package init(blankAt place: S3Place) throws(S3Error) {
    guard place == .service else { throw S3Error(.methodNotAllowed) }
  }

  package mutating func shape(_ message: inout S3Message) throws(S3Error) {
    try message.query("prefix", &options.prefix, standard: "")
    try message.query("bucket-region", &options.region)
    try message.query("max-buckets", &options.maxBuckets, standard: S3Limits.pageBuckets)
    try message.query("continuation-token", &options.continuationToken)
    guard (1...S3Limits.pageBuckets).contains(options.maxBuckets) else {
      throw .invalidArgument("max-buckets", String(options.maxBuckets))
    }
  }

  package struct Answer: S3Answer {
    package var status = 200
    package var owner: S3Owner?
    package var buckets: [Bucket] = []
    package var prefix: String?
    package var nextToken: String?

    package init() {}

    package init(_ page: BucketPage, to call: ListBuckets, owner: S3Owner) {
      self.owner = owner
      buckets = page.buckets.map(Bucket.init)
      prefix = call.options.prefix.isEmpty ? nil : call.options.prefix
      nextToken = page.nextToken
    }

    package mutating func shape(_ message: inout S3Message) throws(S3Error) {
      try message.document("ListAllMyBucketsResult") { document throws(S3Error) in
        try document.owner("Owner", &owner)
        try document.group("Buckets") { group throws(S3Error) in
          try group.list("Bucket", &buckets, blank: Bucket()) { bucket, element throws(S3Error) in
            try bucket.shape(&element)
          }
        }
        try document.value("ContinuationToken", &nextToken)
        try document.value("Prefix", &prefix)
      }
    }
  }

  /// A bucket, as the list tells it.
  package struct Bucket: Hashable, Sendable {
    package var name = ""
    package var createdAt = Timestamp(milliseconds: 0)
    package var region: String?

    init() {}

    init(_ info: BucketInfo) {
      name = info.name.text
      createdAt = info.createdAt
      region = info.region
    }

    mutating func shape(_ element: inout S3Document) throws(S3Error) {
      try element.value("Name", &name)
      try element.moment("CreationDate", &createdAt)
      try element.value("BucketRegion", &region)
    }
  }
}
