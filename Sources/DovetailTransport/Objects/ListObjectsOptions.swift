/// Which objects of a bucket to list, and how.
public struct ListObjectsOptions: Hashable, Sendable {
  /// Only keys that begin so; empty: all.
  public var prefix = ""
  /// Keys that have this behind the prefix are told as one prefix, up to and with it; empty: none.
  public var delimiter = ""
  /// At most this many keys and prefixes; more than 1,000 means 1,000, and 0 gives an empty last page.
  public var maxKeys = S3Limits.pageEntries
  /// Only keys after this one; means nothing with a token.
  public var startAfter = ""
  /// Where the page before ended; nil: from the start.
  public var continuationToken: String?

  /// Makes options; see the properties for ranges.
  public init(
    prefix: String = "", delimiter: String = "", maxKeys: Int = S3Limits.pageEntries,
    startAfter: String = "", continuationToken: String? = nil
  ) {
    self.prefix = prefix
    self.delimiter = delimiter
    self.maxKeys = maxKeys
    self.startAfter = startAfter
    self.continuationToken = continuationToken
  }
}

/// A page of a bucket's objects.
public struct ObjectPage: Hashable, Sendable {
  /// One object of a page.
  public struct Entry: Hashable, Sendable {
    /// The object's key.
    public var key: String
    /// Its tag, its size and its time.
    public var blob: BlobInfo
    /// How its checksum is computed.
    public var checksumAlgorithm: ChecksumAlgorithm
    /// What its checksum is made of.
    public var checksumType: ChecksumType

    /// Makes an entry.
    public init(
      key: String, blob: BlobInfo, checksumAlgorithm: ChecksumAlgorithm, checksumType: ChecksumType
    ) {
      self.key = key
      self.blob = blob
      self.checksumAlgorithm = checksumAlgorithm
      self.checksumType = checksumType
    }
  }

  /// The objects, in the order of their keys' UTF-8 bytes.
  public var entries: [Entry]
  /// What the other keys share, up to and with the delimiter, each once, in the same order.
  public var commonPrefixes: [String]
  /// What to ask the next page with; nil: this was the last.
  public var nextToken: String?

  /// Makes a page.
  public init(entries: [Entry], commonPrefixes: [String] = [], nextToken: String? = nil) {
    self.entries = entries
    self.commonPrefixes = commonPrefixes
    self.nextToken = nextToken
  }
}
