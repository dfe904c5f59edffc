internal import DovetailCrypto
internal import DovetailTransport

/// What is computed over the bytes of an object or a part.
struct ObjectDigests: Hashable, Sendable {
  var etag: ETag
  var checksum: Checksum

  init(etag: ETag, checksum: Checksum) {
    self.etag = etag
    self.checksum = checksum
  }

  /// Those of bytes, once they are what their sender says.
  ///
  /// A checksum of another algorithm than `algorithm` is compared and forgotten. Throws
  /// `invalidRequest`, `invalidDigest` or `badDigest`.
  init(
    of bytes: [UInt8], _ algorithm: ChecksumAlgorithm, sent: Checksum? = nil,
    contentMD5: String? = nil
  ) throws {
    try sent?.check()
    let expected = try contentMD5.map { try Self.digest(contentMD5: $0) }
    let md5 = try MD5.digest(of: bytes)
    guard expected == nil || expected == md5 else {
      throw TransportError.invalid(
        .badDigest, "The Content-MD5 you specified did not match what we received.")
    }
    etag = ETag(rawValue: Hex.encode(md5))
    checksum = try Checksum(algorithm, of: bytes)
    guard let sent else { return }
    let compared =
      sent.algorithm == algorithm ? checksum : try Checksum(sent.algorithm, of: bytes)
    try compared.verify(sent)
  }

  private static func digest(contentMD5: String) throws(TransportError) -> [UInt8] {
    guard let digest = Base64.decode(contentMD5.utf8), digest.count == 16 else {
      throw .invalid(.invalidDigest, "The Content-MD5 you specified was invalid.")
    }
    return digest
  }
}
