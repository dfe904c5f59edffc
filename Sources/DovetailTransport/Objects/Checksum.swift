/// How a checksum is computed.
///
/// Source: S3 user guide, "Checking object integrity in Amazon S3".
public enum ChecksumAlgorithm: String, Hashable, Sendable, CaseIterable {
  /// CRC-32 of zlib.
  case crc32 = "CRC32"
  /// CRC-32 of Castagnoli.
  case crc32c = "CRC32C"
  /// CRC-64 of NVM Express, which S3 computes when nothing was sent.
  case crc64NVME = "CRC64NVME"
  /// SHA-1.
  case sha1 = "SHA1"
  /// SHA-256.
  case sha256 = "SHA256"

  /// The size of its value in bytes.
  package var size: Int {
    switch self {
    case .crc32, .crc32c: 4
    case .crc64NVME: 8
    case .sha1: 20
    case .sha256: 32
    }
  }

  /// What a checksum of an object of parts may be made of; the first is the default.
  package var typesOfParts: [ChecksumType] {
    switch self {
    case .crc32, .crc32c: [.composite, .fullObject]
    case .crc64NVME: [.fullObject]
    case .sha1, .sha256: [.composite]
    }
  }
}

/// What a checksum is made of.
public enum ChecksumType: String, Hashable, Sendable {
  /// The bytes of the whole object.
  case fullObject = "FULL_OBJECT"
  /// The checksums of its parts.
  case composite = "COMPOSITE"
}

/// A checksum of bytes.
public struct Checksum: Hashable, Sendable {
  /// How it is computed.
  public var algorithm: ChecksumAlgorithm
  /// Its value in Base64, the most significant byte first; a composite one ends in a hyphen and the
  /// number of parts.
  public var value: String

  /// Makes a checksum; the store checks the value.
  public init(_ algorithm: ChecksumAlgorithm, _ value: String) {
    self.algorithm = algorithm
    self.value = value
  }

  /// What it is made of; Base64 knows no hyphen.
  public var type: ChecksumType {
    value.utf8.contains(UInt8(ascii: "-")) ? .composite : .fullObject
  }

  /// Throws `invalidRequest` unless the value is Base64 of the algorithm's size.
  package func check() throws(TransportError) {
    let encoded = value.utf8.prefix { $0 != UInt8(ascii: "-") }
    guard Base64.decode(encoded)?.count == algorithm.size else {
      throw .invalid(
        .invalidRequest,
        "Value for x-amz-checksum-\(algorithm.rawValue.lowercased()) header is invalid.")
    }
  }
}
