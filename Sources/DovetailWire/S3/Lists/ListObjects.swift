package import DovetailTransport

/// The first version of listing, which old clients use.
///
/// Source: S3 API reference, ListObjects.
package struct ListObjects: S3BucketOperation {
  package static let method = "GET"

  package var bucket: BucketName
  package var prefix = ""
  package var delimiter = ""
  /// Only keys, and prefixes, after this one.
  package var marker = ""
  package var maxKeys = S3Limits.pageEntries
  package var encoding: S3KeyEncoding?

  package init(_ bucket: BucketName) {
    self.bucket = bucket
    encoding = .url
  }

  package init(blank bucket: BucketName) {
    self.bucket = bucket
  }

  package mutating func shape(_ message: inout S3Message) throws(S3Error) {
    try message.keys(&prefix, &delimiter, &encoding)
    try message.query("marker", &marker, standard: "")
    try message.query("max-keys", &maxKeys, standard: S3Limits.pageEntries)
  }

  /// The same as the second version has it.
  ///
  /// A marker may be a prefix that the page before told; then all keys with it are passed over.
  package var options: ListObjectsOptions {
    let isPrefix = !delimiter.isEmpty && marker.hasPrefix(prefix) && marker.hasSuffix(delimiter)
    return ListObjectsOptions(
      prefix: prefix, delimiter: delimiter, maxKeys: maxKeys,
      startAfter: isPrefix ? marker + "\u{10FFFF}" : marker)
  }

  package struct Answer: S3Answer {
    package var status = 200
    package var bucket = ""
    package var prefix = ""
    package var delimiter = ""
    package var marker = ""
    /// Told only with a delimiter; else the last key is the next marker.
    package var nextMarker = ""
    package var maxKeys = S3Limits.pageEntries
    package var encoding: S3KeyEncoding?
    package var isTruncated = false
    package var entries: [ListedObject] = []
    package var commonPrefixes: [String] = []

    package init() {}

    package init(_ page: ObjectPage, to call: ListObjects, owner: S3Owner) {
      bucket = call.bucket.text
      prefix = call.prefix
      delimiter = call.delimiter
      marker = call.marker
      maxKeys = min(call.maxKeys, S3Limits.pageEntries)
      encoding = call.encoding
      isTruncated = page.nextToken != nil
      entries = page.entries.map { ListedObject($0, owner) }
      commonPrefixes = page.commonPrefixes
      guard isTruncated, !delimiter.isEmpty else { return }
      nextMarker =
        [page.entries.last?.key, page.commonPrefixes.last].compactMap(\.self)
        .max { $0.utf8.lexicographicallyPrecedes($1.utf8) } ?? ""
    }

    package mutating func shape(_ message: inout S3Message) throws(S3Error) {
      try message.document("ListBucketResult") { document throws(S3Error) in
        try document.value("Name", &bucket, standard: "")
        try document.keyEncoding(&encoding)
        try document.key("Prefix", &prefix)
        try document.key("Marker", &marker)
        try document.optionalKey("NextMarker", &nextMarker)
        try document.optionalKey("Delimiter", &delimiter)
        try document.value("MaxKeys", &maxKeys, standard: S3Limits.pageEntries)
        try document.value("IsTruncated", &isTruncated, standard: false)
        try document.entries(&entries)
        try document.prefixes(&commonPrefixes)
      }
    }
  }
}
