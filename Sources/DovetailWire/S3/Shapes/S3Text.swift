import DovetailTransport

/// A value that stands in a header, a query or a document as one text.
protocol S3Text {
  /// Nil when the text is none of the values.
  init?(s3Text: String)
  var s3Text: String { get }
}

extension S3Text where Self: RawRepresentable, RawValue == String {
  init?(s3Text: String) { self.init(rawValue: s3Text) }
  var s3Text: String { rawValue }
}

extension String: S3Text {
  init?(s3Text: String) { self = s3Text }
  var s3Text: String { self }
}

extension Int: S3Text {
  /// A number as S3 takes it: digits alone, and no more than 32 bits hold where it counts.
  init?(s3Text: String) {
    guard s3Text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else {
      return nil
    }
    self.init(s3Text)
  }

  var s3Text: String { String(self) }
}

extension Bool: S3Text {
  init?(s3Text: String) { self.init(s3Text.lowercased()) }
  var s3Text: String { String(self) }
}

/// In quotes, which may be missing where it is read.
extension ETag: S3Text {
  init?(s3Text: String) {
    self.init(rawValue: String(ETag(rawValue: s3Text).unquoted))
  }

  /// `*`, a weak tag, and what has its quotes already are left as they are.
  var s3Text: String {
    let isWhole = rawValue == "*" || rawValue.hasPrefix("\"") || rawValue.hasPrefix("W/")
    return isWhole ? rawValue : "\"\(rawValue)\""
  }
}

extension UploadID: S3Text {}
extension ChecksumAlgorithm: S3Text {}
extension ChecksumType: S3Text {}

extension BucketName: S3Text {
  init?(s3Text: String) { try? self.init(s3Text) }  // Why it is none is told where it is read.
  var s3Text: String { text }
}

/// How keys are written in lists: as they are, or percent-encoded.
///
/// XML cannot hold all that a key can.
package enum S3KeyEncoding: String, Hashable, Sendable, S3Text {
  case url
}
