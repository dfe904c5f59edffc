/// Where an object is: a bucket and a key in it.
public struct BlobKey: Hashable, Sendable, CustomStringConvertible {
  /// The bucket.
  public var bucket: BucketName
  /// The key: any text of 1 to 1,024 bytes of UTF-8; slashes mean nothing.
  public var key: String

  /// Makes a place; the store checks the key's length.
  public init(bucket: BucketName, key: String) {
    self.bucket = bucket
    self.key = key
  }

  /// The place as a URL has it: `s3://bucket/key`.
  public var description: String { "s3://\(bucket)/\(key)" }

  /// Checks a key's length.
  ///
  /// Source: S3 user guide, "Naming Amazon S3 objects".
  package static func check(_ key: String) throws(TransportError) {
    guard (1...S3Limits.keyBytes).contains(key.utf8.count) else {
      throw .invalid(
        .invalidKey, "A key has 1 to 1024 bytes; this one has \(key.utf8.count).")
    }
  }
}

/// The name of a bucket, checked against the rules of S3.
///
/// 3 to 63 lower-case letters, digits, hyphens and dots, a letter or digit at each end.
/// Source: S3 user guide, "General purpose bucket naming rules".
public struct BucketName: Hashable, Sendable, CustomStringConvertible {
  /// The name's text.
  public let text: String

  /// Checks `text` and makes a name of it; throws ``TransportError``.
  public init(_ text: String) throws(TransportError) {
    guard Self.isLegal(text) else {
      throw .invalid(
        .invalidBucketName,
        "\"\(text)\" is not a bucket name: 3 to 63 lower-case letters, digits, hyphens and dots, a "
          + "letter or digit at each end, no IP address and none of the names S3 reserves.")
    }
    self.text = text
  }

  /// The name itself.
  public var description: String { text }

  private static let reservedPrefixes = ["xn--", "sthree-", "amzn-s3-demo-"]
  private static let reservedSuffixes = ["-s3alias", "--ol-s3", ".mrap", "--x-s3"]

  private static func isLegal(_ text: String) -> Bool {
    guard (3...63).contains(text.utf8.count), let first = text.utf8.first,
      let last = text.utf8.last, isAlphanumeric(first), isAlphanumeric(last)
    else { return false }
    let hasLegalBytes = text.utf8.allSatisfy {
      isAlphanumeric($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".")
    }
    let labels = text.split(separator: ".", omittingEmptySubsequences: false)
    let isAddress = labels.count == 4 && labels.allSatisfy { UInt8($0) != nil }
    return hasLegalBytes && !isAddress && !labels.contains("")
      && !reservedPrefixes.contains { text.hasPrefix($0) }
      && !reservedSuffixes.contains { text.hasSuffix($0) }
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
    default: false
    }
  }
}
