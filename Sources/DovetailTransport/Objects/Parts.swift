/// Where a part belongs.
public struct PartPlace: Hashable, Sendable {
  /// The object it will be a part of.
  public var key: BlobKey
  /// The upload.
  public var upload: UploadID
  /// The part's number, 1 to 10,000: parts stand in their order, gaps are allowed.
  public var number: Int

  /// Makes a place; the store checks the number.
  public init(key: BlobKey, upload: UploadID, number: Int) {
    self.key = key
    self.upload = upload
    self.number = number
  }

  /// Throws `invalidArgument` unless a part may have that number.
  ///
  /// Source: recorded.
  package static func check(_ number: Int) throws(TransportError) {
    guard S3Limits.partNumbers.contains(number) else {
      throw .invalid(
        .invalidArgument, "Part number must be an integer between 1 and 10000, inclusive")
    }
  }
}

/// How to upload a part.
public struct UploadPartOptions: Hashable, Sendable {
  /// What the sender computed over the bytes.
  public var checksum: Checksum?
  /// The MD5 that the sender computed over the bytes, in Base64.
  public var contentMD5: String?

  /// Makes options; the defaults ask for nothing.
  public init(checksum: Checksum? = nil, contentMD5: String? = nil) {
    self.checksum = checksum
    self.contentMD5 = contentMD5
  }
}

/// How to make a part of an object.
public struct CopyPartOptions: Hashable, Sendable {
  /// The first and the last byte to copy, counted from 0; nil: all.
  public var range: ClosedRange<Int>?
  /// What must hold of the source.
  public var sourceConditions = ReadConditions()

  /// Makes options; the defaults copy all.
  public init(range: ClosedRange<Int>? = nil, sourceConditions: ReadConditions = ReadConditions()) {
    self.range = range
    self.sourceConditions = sourceConditions
  }
}

/// What is known of a part.
public struct PartInfo: Hashable, Sendable {
  /// Its number.
  public var number: Int
  /// The MD5 of its bytes, in hexadecimal.
  public var etag: ETag
  /// Its size in bytes.
  public var size: Int
  /// When it was uploaded.
  public var modifiedAt: Timestamp
  /// Its checksum: of the upload's algorithm, else CRC64NVME.
  public var checksum: Checksum

  /// Makes a part's description.
  public init(number: Int, etag: ETag, size: Int, modifiedAt: Timestamp, checksum: Checksum) {
    self.number = number
    self.etag = etag
    self.size = size
    self.modifiedAt = modifiedAt
    self.checksum = checksum
  }
}

/// Which parts of an upload to list.
public struct ListPartsOptions: Hashable, Sendable {
  /// Only parts after this number; 0: all.
  public var numberMarker = 0
  /// At most this many; more than 1,000 means 1,000.
  public var maxParts = S3Limits.pageEntries

  /// Makes options; see the properties for ranges.
  public init(numberMarker: Int = 0, maxParts: Int = S3Limits.pageEntries) {
    self.numberMarker = numberMarker
    self.maxParts = maxParts
  }
}

/// A page of an upload's parts.
public struct PartPage: Hashable, Sendable {
  /// The upload.
  public var upload: UploadInfo
  /// The parts, in the order of their numbers.
  public var parts: [PartInfo]
  /// The marker to ask the next page with; nil: this was the last.
  public var nextNumberMarker: Int?

  /// Makes a page.
  public init(upload: UploadInfo, parts: [PartInfo], nextNumberMarker: Int? = nil) {
    self.upload = upload
    self.parts = parts
    self.nextNumberMarker = nextNumberMarker
  }
}
