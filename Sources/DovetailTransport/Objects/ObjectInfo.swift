/// What is known of an object without its bytes.
public struct ObjectInfo: Hashable, Sendable {
  /// Its tag, its size and its time.
  public var blob: BlobInfo
  /// What its sender has said of it.
  public var metadata: ObjectMetadata
  /// Its checksum.
  public var checksum: Checksum
  /// How many parts it was uploaded in; nil: in one put.
  public var partCount: Int?

  /// Makes an object's description.
  public init(
    blob: BlobInfo, metadata: ObjectMetadata, checksum: Checksum, partCount: Int? = nil
  ) {
    self.blob = blob
    self.metadata = metadata
    self.checksum = checksum
    self.partCount = partCount
  }
}

/// A part of an object, without its bytes.
public struct ObjectPart: Hashable, Sendable {
  /// What is known of the whole object.
  public var info: ObjectInfo
  /// The offsets of the part that was asked for; nil: the whole object was.
  ///
  /// Then the checksum is not that of what was asked for.
  public var offsets: Range<Int>?

  /// Makes a part.
  public init(info: ObjectInfo, offsets: Range<Int>? = nil) {
    self.info = info
    self.offsets = offsets
  }
}

/// An object, or a part of one.
public struct ObjectContent: Hashable, Sendable {
  /// The bytes that were asked for.
  public var bytes: [UInt8]
  /// Which bytes these are.
  public var part: ObjectPart

  /// Makes content.
  public init(bytes: [UInt8], part: ObjectPart) {
    self.bytes = bytes
    self.part = part
  }
}
