package import DovetailTransport

/// A checksum of bytes that come in pieces.
package struct RunningChecksum {
  package let algorithm: ChecksumAlgorithm
  private var check = CRC.ofNothing
  private let digest: RunningDigest?

  package init(_ algorithm: ChecksumAlgorithm) throws(CryptoError) {
    self.algorithm = algorithm
    digest =
      switch algorithm {
      case .crc32, .crc32c, .crc64NVME: nil
      case .sha1: try RunningDigest.sha1()
      case .sha256: try RunningDigest.sha256()
      }
  }

  package mutating func update(_ bytes: UnsafeRawBufferPointer) throws(CryptoError) {
    if let digest { try digest.update(bytes) }
    if let crc = algorithm.crc { check = crc.update(check, with: bytes) }
  }

  /// The value's bytes; nothing can be added after it.
  package func finish() throws(CryptoError) -> [UInt8] {
    if let digest { return try digest.finish() }
    return algorithm.crc?.bytes(of: check) ?? []
  }
}

extension ChecksumAlgorithm {
  /// The CRC that it is; nil for a digest.
  package var crc: CRC? {
    switch self {
    case .crc32: .crc32
    case .crc32c: .crc32c
    case .crc64NVME: .crc64NVME
    case .sha1, .sha256: nil
    }
  }
}

extension Checksum {
  /// The checksum of bytes.
  package init(_ algorithm: ChecksumAlgorithm, of bytes: [UInt8]) throws(CryptoError) {
    var running = try RunningChecksum(algorithm)
    try bytes.withUnsafeBufferPointer { bytes throws(CryptoError) in
      try running.update(UnsafeRawBufferPointer(bytes))
    }
    self.init(algorithm, Base64.encode(try running.finish()))
  }

  /// The value's bytes, without a number of parts.
  package var bytes: [UInt8] {
    Base64.decode(value.utf8.prefix { $0 != UInt8(ascii: "-") }) ?? []
  }

  /// Throws `badDigest` unless a checksum that was sent is this one.
  package func verify(_ sent: Checksum) throws(TransportError) {
    guard sent.value == value else {
      throw .invalid(
        .badDigest,
        "The \(algorithm.rawValue) you specified did not match the calculated checksum.")
    }
  }
}
