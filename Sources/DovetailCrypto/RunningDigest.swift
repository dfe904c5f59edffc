internal import COpenSSL

/// A digest of bytes that come in pieces.
package final class RunningDigest {
  private let digest: Digest
  private let context: OpaquePointer

  /// Begins an MD5.
  package static func md5() throws(CryptoError) -> RunningDigest { try RunningDigest(.md5) }

  /// Begins a SHA-1.
  package static func sha1() throws(CryptoError) -> RunningDigest { try RunningDigest(.sha1) }

  /// Begins a SHA-256.
  package static func sha256() throws(CryptoError) -> RunningDigest { try RunningDigest(.sha256) }

  private init(_ digest: Digest) throws(CryptoError) {
    guard let algorithm = digest.algorithm, let context = EVP_MD_CTX_new() else {
      throw CryptoError(algorithm: digest.name)
    }
    self.digest = digest
    self.context = context
    try check(EVP_DigestInit_ex2(context, algorithm, nil))
  }

  deinit {
    EVP_MD_CTX_free(context)
  }

  /// Takes the next bytes.
  package func update(_ bytes: UnsafeRawBufferPointer) throws(CryptoError) {
    try check(EVP_DigestUpdate(context, bytes.baseAddress, bytes.count))
  }

  /// The digest of all bytes so far; nothing can be added after it.
  package func finish() throws(CryptoError) -> [UInt8] {
    var code: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: digest.size) { buffer, count in
      code = EVP_DigestFinal_ex(context, buffer.baseAddress, nil)
      count = code == 1 ? digest.size : 0
    }
    try check(code)
    return bytes
  }

  private func check(_ code: Int32) throws(CryptoError) {
    guard code == 1 else { throw CryptoError(algorithm: digest.name) }
  }
}
