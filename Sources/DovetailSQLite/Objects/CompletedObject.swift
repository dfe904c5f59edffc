internal import DovetailCrypto
internal import DovetailTransport

/// What an object of parts has: its size, its tag and its checksum, out of those of the parts alone.
struct CompletedObject {
  let parts: [PartInfo]
  let algorithm: ChecksumAlgorithm
  let type: ChecksumType

  var size: Int { parts.reduce(0) { $0 + $1.size } }

  /// The offset at which each part begins.
  var starts: [Int] {
    var end = 0
    return parts.map { part in
      defer { end += part.size }
      return end
    }
  }

  func etag() throws -> ETag { try Self.etag(of: parts.map(\.etag)) }

  /// The MD5 of the parts' MD5s, and the number of parts.
  static func etag(of parts: [ETag]) throws -> ETag {
    let digests = parts.flatMap { Hex.decode(String($0.unquoted)) ?? [] }
    return ETag(rawValue: "\(Hex.encode(try MD5.digest(of: digests)))-\(parts.count)")
  }

  func checksum() throws -> Checksum {
    switch type {
    case .composite:
      let composite = try Checksum(algorithm, of: parts.flatMap(\.checksum.bytes))
      return Checksum(algorithm, "\(composite.value)-\(parts.count)")
    case .fullObject:
      guard let crc = algorithm.crc else {  // Refused when the upload began.
        throw TransportError.invalid(
          .invalidRequest, "\(algorithm.rawValue) is not computed over objects of parts.")
      }
      let check = parts.reduce(CRC.ofNothing) { check, part in
        let next = part.checksum.bytes.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return crc.combine(check, next, count: part.size)
      }
      return Checksum(algorithm, Base64.encode(crc.bytes(of: check)))
    }
  }
}
