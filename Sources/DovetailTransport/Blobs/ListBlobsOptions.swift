/// Which objects of a bucket to list.
public struct ListBlobsOptions: Hashable, Sendable {
  /// Only keys that begin so; empty: all.
  public var prefix = ""
  /// At most this many, 1 to 1,000.
  public var maxKeys = 1000
  /// Where the page before ended; nil: from the start.
  public var continuationToken: String?

  /// Makes options; see the properties for ranges.
  public init(prefix: String = "", maxKeys: Int = 1000, continuationToken: String? = nil) {
    self.prefix = prefix
    self.maxKeys = maxKeys
    self.continuationToken = continuationToken
  }

  /// Throws `invalidParameterValue` for a number of keys out of range.
  package func check() throws(TransportError) {
    guard (1...S3Limits.pageEntries).contains(maxKeys) else {
      throw .invalid(
        .invalidParameterValue, "max-keys must be between 1 and 1000; it is \(maxKeys).")
    }
  }
}

/// A page of a bucket's objects.
public struct BlobPage: Hashable, Sendable {
  /// One object of a page.
  public struct Entry: Hashable, Sendable {
    /// The object's key.
    public var key: String
    /// What is known of it.
    public var info: BlobInfo

    /// Makes an entry.
    public init(key: String, info: BlobInfo) {
      self.key = key
      self.info = info
    }
  }

  /// The objects, in the order of their keys' UTF-8 bytes.
  public var entries: [Entry]
  /// What to ask the next page with; nil: this was the last.
  public var nextToken: String?

  /// Makes a page.
  public init(entries: [Entry], nextToken: String? = nil) {
    self.entries = entries
    self.nextToken = nextToken
  }
}
