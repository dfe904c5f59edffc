/// A part as its sender names it to complete an upload.
public struct CompletedPart: Hashable, Sendable {
  /// Its number.
  public var number: Int
  /// Its tag, with or without quotes.
  public var etag: ETag
  /// Its checksum; needed when the object's is made of those of the parts.
  public var checksum: Checksum?

  /// Makes a part's name.
  public init(number: Int, etag: ETag, checksum: Checksum? = nil) {
    self.number = number
    self.etag = etag
    self.checksum = checksum
  }
}

/// How to complete an upload.
public struct CompleteUploadOptions: Hashable, Sendable {
  /// What must hold for the object to appear.
  public var condition = PutCondition.always
  /// What the sender computed over the whole object.
  public var checksum: Checksum?
  /// What the sender takes the object's checksum to be made of.
  public var checksumType: ChecksumType?
  /// How many bytes the sender takes the object to have.
  public var size: Int?

  /// Makes options; the defaults ask for nothing.
  public init(
    condition: PutCondition = .always, checksum: Checksum? = nil,
    checksumType: ChecksumType? = nil, size: Int? = nil
  ) {
    self.condition = condition
    self.checksum = checksum
    self.checksumType = checksumType
    self.size = size
  }
}
