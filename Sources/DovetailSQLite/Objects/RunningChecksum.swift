internal import DovetailCrypto
internal import DovetailTransport

/// A checksum of bytes that come in pieces.
struct RunningChecksum {
  let algorithm: ChecksumAlgorithm
  private var check = CRC.ofNothing
  private let digest: RunningDigest?

  init(_ algorithm: ChecksumAlgorithm) throws {
    self.algorithm = algorithm
    digest =
      switch algorithm {
      case .crc32, .crc32c, .crc64NVME: nil
      case .sha1: try RunningDigest.sha1()
      case .sha256: try RunningDigest.sha256()
      }
  }

  mutating func update(_ bytes: UnsafeRawBufferPointer) throws {
    try digest?.update(bytes)
    if let crc = algorithm.crc { check = crc.update(check, with: bytes) }
  }

  /// The value's bytes; nothing can be added after it.
  func finish() throws -> [UInt8] {
    try digest?.finish() ?? algorithm.crc?.bytes(of: check) ?? []
  }
}

extension ChecksumAlgorithm {
  /// The CRC that it is; nil for a digest.
  var crc: CRC? {
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
  init(_ algorithm: ChecksumAlgorithm, of bytes: [UInt8]) throws {
    var running = try RunningChecksum(algorithm)
    try bytes.withUnsafeBytes { try running.update($0) }
    self.init(algorithm, Base64.encode(try running.finish()))
  }

  /// The value's bytes, without a number of parts.
  var bytes: [UInt8] {
    Base64.decode(value.utf8.prefix { $0 != UInt8(ascii: "-") }) ?? []
  }

  /// Throws `badDigest` unless a checksum that was sent is this one.
  func verify(_ sent: Checksum) throws(TransportError) {
    guard sent.value == value else {
      throw .invalid(
        .badDigest,
        "The \(algorithm.rawValue) you specified did not match the calculated checksum.")
    }
  }
}
