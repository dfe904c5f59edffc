import DovetailCrypto
import DovetailTransport

extension S3Message {
  /// A digest of the body, which some calls must have; throws `badDigest` for another one's.
  ///
  /// Content-MD5 is written: other stores than AWS's know it, too. Where MD5 is not to be had, a CRC32.
  /// Source: S3 API reference, DeleteObjects.
  mutating func digestOfBody() throws(S3Error) {
    guard isReading else {
      if let digest = try? MD5.digest(of: body) {  // In FIPS mode OpenSSL has none.
        try set("Content-MD5", Base64.encode(digest))
      } else {
        var checksum: Checksum? = try S3Error.computing { () throws(CryptoError) in
          try Checksum(.crc32, of: body)
        }
        try sentChecksum(&checksum)
      }
      return
    }
    var sent: Checksum?
    try sentChecksum(&sent)
    if let sent {
      let computed = try S3Error.computing { () throws(CryptoError) in
        try Checksum(sent.algorithm, of: body)
      }
      try S3Error.checking { () throws(TransportError) in
        try sent.check()
        try computed.verify(sent)
      }
    }
    guard let digest = headers["Content-MD5"] else {
      guard sent == nil else { return }
      throw S3Error(
        .invalidRequest,
        "Missing required header for this request: Content-MD5 OR x-amz-checksum-*")
    }
    guard let expected = Base64.decode(digest.utf8), expected.count == 16 else {
      throw S3Error(.invalidDigest)
    }
    let computed = try S3Error.computing { () throws(CryptoError) in try MD5.digest(of: body) }
    guard computed == expected else { throw S3Error(.badDigest) }
  }
}
