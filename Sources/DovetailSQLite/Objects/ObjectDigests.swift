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
    try Self.check(sent, contentMD5: contentMD5)
    var running = try RunningObjectDigests(algorithm, compared: sent?.algorithm)
    try bytes.withUnsafeBytes { try running.update($0) }
    self = try running.finish(sent: sent, contentMD5: contentMD5)
  }

  /// Throws `invalidRequest` or `invalidDigest` for what is a digest of no bytes at all.
  static func check(_ sent: Checksum?, contentMD5: String?) throws(TransportError) {
    try sent?.check()
    if let contentMD5 { _ = try digest(contentMD5: contentMD5) }
  }

  fileprivate static func digest(contentMD5: String) throws(TransportError) -> [UInt8] {
    guard let digest = Base64.decode(contentMD5.utf8), digest.count == 16 else {
      throw .invalid(.invalidDigest, "The Content-MD5 you specified was invalid.")
    }
    return digest
  }
}

/// The digests of bytes that come in pieces.
struct RunningObjectDigests {
  private let md5: RunningDigest
  private var checksum: RunningChecksum
  /// Of the algorithm that the sender has used, if it is another one.
  private var compared: RunningChecksum?

  /// `compared`: the algorithm that the sender has used.
  init(_ algorithm: ChecksumAlgorithm, compared: ChecksumAlgorithm?) throws(CryptoError) {
    md5 = try RunningDigest.md5()
    checksum = try RunningChecksum(algorithm)
    if let compared, compared != algorithm { self.compared = try RunningChecksum(compared) }
  }

  mutating func update(_ bytes: UnsafeRawBufferPointer) throws(CryptoError) {
    try md5.update(bytes)
    try checksum.update(bytes)
    try compared?.update(bytes)
  }

  /// The digests, once they are what the sender says; nothing can be added after it.
  ///
  /// Throws `invalidRequest`, `invalidDigest` or `badDigest`.
  func finish(sent: Checksum?, contentMD5: String?) throws -> ObjectDigests {
    try ObjectDigests.check(sent, contentMD5: contentMD5)
    let expected = try contentMD5.map { try ObjectDigests.digest(contentMD5: $0) }
    let md5 = try md5.finish()
    guard expected == nil || expected == md5 else {
      throw TransportError.invalid(
        .badDigest, "The Content-MD5 you specified did not match what we received.")
    }
    let own = Checksum(checksum.algorithm, Base64.encode(try checksum.finish()))
    if let sent {
      let computed = try compared.map {
        Checksum($0.algorithm, Base64.encode(try $0.finish()))
      }
      try (computed ?? own).verify(sent)
    }
    return ObjectDigests(etag: ETag(rawValue: Hex.encode(md5)), checksum: own)
  }
}
