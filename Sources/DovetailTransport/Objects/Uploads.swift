/// Names an upload; opaque.
public struct UploadID: RawRepresentable, Hashable, Sendable {
  /// The id's text.
  public var rawValue: String

  /// Takes any text.
  public init(rawValue: String) {
    self.rawValue = rawValue
  }
}

/// How to begin an upload.
public struct CreateUploadOptions: Hashable, Sendable {
  /// What is to be known of the object.
  public var metadata = ObjectMetadata()
  /// How checksums are computed; nil: a CRC64NVME of the whole object, by the store.
  public var checksumAlgorithm: ChecksumAlgorithm?
  /// What the object's checksum is made of; nil: of those of the parts, if the algorithm can.
  public var checksumType: ChecksumType?

  /// Makes options; the defaults ask for nothing.
  public init(
    metadata: ObjectMetadata = ObjectMetadata(), checksumAlgorithm: ChecksumAlgorithm? = nil,
    checksumType: ChecksumType? = nil
  ) {
    self.metadata = metadata
    self.checksumAlgorithm = checksumAlgorithm
    self.checksumType = checksumType
  }

  /// What the object's checksum is made of; throws `invalidRequest` for what does not go together.
  package func resolvedChecksumType() throws(TransportError) -> ChecksumType {
    guard let algorithm = checksumAlgorithm else {
      guard checksumType == nil else {
        throw .invalid(
          .invalidRequest,
          "The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header."
        )
      }
      return .fullObject
    }
    let type = checksumType ?? algorithm.typesOfParts[0]
    guard algorithm.typesOfParts.contains(type) else {
      throw .invalid(
        .invalidRequest,
        "The \(type.rawValue) checksum type cannot be used with the "
          + "\(algorithm.rawValue.lowercased()) checksum algorithm.")
    }
    return type
  }
}

/// What is known of an upload that is under way.
public struct UploadInfo: Hashable, Sendable {
  /// The key the object will have.
  public var key: String
  /// Its id.
  public var id: UploadID
  /// When it began.
  public var createdAt: Timestamp
  /// How checksums are computed; nil: not said when it began.
  public var checksumAlgorithm: ChecksumAlgorithm?
  /// What the object's checksum will be made of.
  public var checksumType: ChecksumType

  /// Makes an upload's description.
  public init(
    key: String, id: UploadID, createdAt: Timestamp, checksumAlgorithm: ChecksumAlgorithm?,
    checksumType: ChecksumType
  ) {
    self.key = key
    self.id = id
    self.createdAt = createdAt
    self.checksumAlgorithm = checksumAlgorithm
    self.checksumType = checksumType
  }
}

/// Which uploads of a bucket to list.
public struct ListUploadsOptions: Hashable, Sendable {
  /// Only keys that begin so; empty: all.
  public var prefix = ""
  /// Keys that have this behind the prefix are told as one prefix, up to and with it; empty: none.
  public var delimiter = ""
  /// Only keys after this one; with ``uploadIDMarker`` later uploads of this key too.
  public var keyMarker = ""
  /// Only uploads of the marked key after this one; means nothing without a key.
  public var uploadIDMarker: UploadID?
  /// At most this many uploads and prefixes; more than 1,000 means 1,000.
  public var maxUploads = S3Limits.pageEntries

  /// Makes options; see the properties for ranges.
  public init(
    prefix: String = "", delimiter: String = "", keyMarker: String = "",
    uploadIDMarker: UploadID? = nil, maxUploads: Int = S3Limits.pageEntries
  ) {
    self.prefix = prefix
    self.delimiter = delimiter
    self.keyMarker = keyMarker
    self.uploadIDMarker = uploadIDMarker
    self.maxUploads = maxUploads
  }
}

/// A page of uploads.
public struct UploadPage: Hashable, Sendable {
  /// Where a page ended.
  public struct Marker: Hashable, Sendable {
    /// The last key, or the last prefix.
    public var key: String
    /// The last upload; nil behind a prefix.
    public var upload: UploadID?

    /// Makes a marker.
    public init(key: String, upload: UploadID? = nil) {
      self.key = key
      self.upload = upload
    }
  }

  /// The uploads, in the order of their keys, then of their beginning.
  public var uploads: [UploadInfo]
  /// What the other keys share, up to and with the delimiter, each once.
  public var commonPrefixes: [String]
  /// What to ask the next page with; nil: this was the last.
  public var next: Marker?

  /// Makes a page.
  public init(uploads: [UploadInfo], commonPrefixes: [String] = [], next: Marker? = nil) {
    self.uploads = uploads
    self.commonPrefixes = commonPrefixes
    self.next = next
  }
}
