/// SHA-1, which S3 offers as a checksum.
///
/// Not for secrets.
package enum SHA1 {
  /// The digest of `bytes`, 20 bytes; throws when OpenSSL's providers do not offer SHA-1.
  package static func digest(of bytes: [UInt8]) throws(CryptoError) -> [UInt8] {
    try Digest.sha1.compute(bytes)
  }
}

/// SHA-256.
package enum SHA256 {
  /// The digest of `bytes`, 32 bytes; throws when OpenSSL's providers do not offer SHA-256.
  package static func digest(of bytes: [UInt8]) throws(CryptoError) -> [UInt8] {
    try Digest.sha256.compute(bytes)
  }
}
