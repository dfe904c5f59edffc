package import DovetailTransport

/// Source: S3 API reference, ListObjectsV2.
package struct ListObjectsV2: S3BucketOperation {
  package static let method = "GET"

  package var bucket: BucketName
  package var options = ListObjectsOptions()
  package var encoding: S3KeyEncoding?
  package var wantsOwner = false

  /// Asks for keys percent-encoded: XML cannot hold all that a key can.
  package init(_ bucket: BucketName, _ options: ListObjectsOptions = ListObjectsOptions()) {
    self.bucket = bucket
    self.options = options
    encoding = .url
  }

  package init(blank bucket: BucketName) {
    self.bucket = bucket
  }

  package mutating func shape(_ message: inout S3Message) throws(S3Error) {
    message.marker("list-type", "2")
    try message.keys(&options.prefix, &options.delimiter, &encoding)
    try message.query("max-keys", &options.maxKeys, standard: S3Limits.pageEntries)
    try message.query("start-after", &options.startAfter, standard: "")
    try message.query("continuation-token", &options.continuationToken)
    try message.query("fetch-owner", &wantsOwner, standard: false)
  }

  package struct Answer: S3Answer {
    package var status = 200
    package var bucket = ""
    package var encoding: S3KeyEncoding?
    package var options = ListObjectsOptions()
    package var count = 0
    package var isTruncated = false
    package var nextToken: String?
    package var entries: [ListedObject] = []
    package var commonPrefixes: [String] = []

    package init() {}

    package init(_ page: ObjectPage, to call: ListObjectsV2, owner: S3Owner) {
      bucket = call.bucket.text
      encoding = call.encoding
      options = call.options
      options.maxKeys = min(options.maxKeys, S3Limits.pageEntries)
      count = page.entries.count + page.commonPrefixes.count
      isTruncated = page.nextToken != nil
      nextToken = page.nextToken
      entries = page.entries.map { ListedObject($0, call.wantsOwner ? owner : nil) }
      commonPrefixes = page.commonPrefixes
    }

    package mutating func shape(_ message: inout S3Message) throws(S3Error) {
      try message.document("ListBucketResult") { document throws(S3Error) in
        try document.value("Name", &bucket, standard: "")
        try document.keyEncoding(&encoding)
        try document.key("Prefix", &options.prefix)
        try document.optionalKey("Delimiter", &options.delimiter)
        try document.optionalKey("StartAfter", &options.startAfter)
        try document.value("ContinuationToken", &options.continuationToken)
        try document.value("NextContinuationToken", &nextToken)
        try document.value("KeyCount", &count, standard: 0)
        try document.value("MaxKeys", &options.maxKeys, standard: S3Limits.pageEntries)
        try document.value("IsTruncated", &isTruncated, standard: false)
        try document.entries(&entries)
        try document.prefixes(&commonPrefixes)
      }
    }
  }
}

/// An object, as a list tells it.
package struct ListedObject: Hashable, Sendable {
  package var key = ""
  package var blob = BlobInfo(
    etag: ETag(rawValue: ""), size: 0, modifiedAt: Timestamp(milliseconds: 0))
  /// Nil: the object has none, as those from before 2025, or the store does not tell it.
  package var checksumAlgorithm: ChecksumAlgorithm?
  package var checksumType: ChecksumType?
  package var owner: S3Owner?

  init() {}

  init(_ entry: ObjectPage.Entry, _ owner: S3Owner?) {
    key = entry.key
    blob = entry.blob
    checksumAlgorithm = entry.checksumAlgorithm
    checksumType = entry.checksumType
    self.owner = owner
  }

  fileprivate mutating func shape(_ element: inout S3Document) throws(S3Error) {
    try element.key("Key", &key)
    try element.moment("LastModified", &blob.modifiedAt)
    try element.value("ETag", &blob.etag)
    try element.value("ChecksumAlgorithm", &checksumAlgorithm)
    try element.value("ChecksumType", &checksumType)
    try element.value("Size", &blob.size)
    try element.owner("Owner", &owner)
    var storage: String? = S3Storage.standard
    try element.value("StorageClass", &storage)
  }
}

extension S3Document {
  /// The objects of a list.
  mutating func entries(_ entries: inout [ListedObject]) throws(S3Error) {
    try list("Contents", &entries, blank: ListedObject()) { entry, element throws(S3Error) in
      try entry.shape(&element)
    }
  }
}
