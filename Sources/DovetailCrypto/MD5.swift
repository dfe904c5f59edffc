internal import COpenSSL

/// MD5, which SQS and S3 use to tell whether bytes arrived whole.
///
/// Not for secrets.
package enum MD5 {
  /// The digest of `bytes`, 16 bytes; throws when OpenSSL's providers do not offer MD5.
  package static func digest(of bytes: [UInt8]) throws(CryptoError) -> [UInt8] {
    try Digest.md5.compute(bytes)
  }
}

/// Why OpenSSL could not do what it was asked.
package struct CryptoError: Error, CustomStringConvertible {
  /// What OpenSSL does not offer: "MD5".
  package var algorithm: String

  package var description: String {
    "OpenSSL could not compute \(algorithm); check that its default provider is loaded."
  }
}
