/// An object, or a part of one.
public struct Blob: Hashable, Sendable {
  /// The bytes that were asked for.
  public var bytes: [UInt8]
  /// What is known of the whole object.
  public var info: BlobInfo

  /// Makes a blob.
  public init(bytes: [UInt8], info: BlobInfo) {
    self.bytes = bytes
    self.info = info
  }
}

/// What is known of an object without its bytes.
public struct BlobInfo: Hashable, Sendable {
  /// Changes with the content; for a single put the MD5 of the bytes, in hexadecimal.
  public var etag: ETag
  /// The object's size in bytes.
  public var size: Int
  /// When it was stored.
  public var modifiedAt: Timestamp

  /// Makes an object's description.
  public init(etag: ETag, size: Int, modifiedAt: Timestamp) {
    self.etag = etag
    self.size = size
    self.modifiedAt = modifiedAt
  }
}

/// The entity tag of an object, without the quotes that HTTP puts around it.
public struct ETag: RawRepresentable, Hashable, Sendable {
  /// The tag's text.
  public var rawValue: String

  /// Takes any text.
  public init(rawValue: String) {
    self.rawValue = rawValue
  }
}

/// What must hold for a put to happen.
public enum PutCondition: Hashable, Sendable {
  /// Nothing: replace what is there.
  case always
  /// No object has the key.
  case ifAbsent
  /// The object has this tag still.
  case ifUnchanged(since: ETag)
}

/// A part of an object.
public enum BlobRange: Hashable, Sendable {
  /// From the first offset to the second, both included, counted from 0.
  case bytes(ClosedRange<Int>)
  /// From an offset to the end.
  case from(Int)
  /// The last so many bytes.
  case last(Int)

  /// The offsets of the part of an object of `size` bytes; nil when it begins behind the end.
  package func offsets(in size: Int) -> Range<Int>? {
    let offsets =
      switch self {
      case .bytes(let range): range.lowerBound..<min(range.upperBound, Int.max - 1) + 1
      case .from(let start): start..<max(start, size)
      case .last(let count): max(0, size - max(0, count))..<size
      }
    guard offsets.lowerBound >= 0, offsets.lowerBound < size else { return nil }
    return offsets.clamped(to: 0..<size)
  }
}
