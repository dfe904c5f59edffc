internal import COpenSSL

/// A digest of OpenSSL's, fetched once: each fetch costs more than a short digest.
struct Digest {
  static let md5 = Digest("MD5", size: 16)
  static let sha1 = Digest("SHA1", size: 20)
  static let sha256 = Digest("SHA256", size: 32)

  let name: String
  let size: Int
  /// Immutable once fetched, and kept for the life of the process, so every thread may use it.
  nonisolated(unsafe) let algorithm: OpaquePointer?

  private init(_ name: String, size: Int) {
    self.name = name
    self.size = size
    algorithm = EVP_MD_fetch(nil, name, nil)
  }

  func compute(_ bytes: [UInt8]) throws(CryptoError) -> [UInt8] {
    guard let algorithm else { throw CryptoError(algorithm: name) }
    var isDone = false
    let digest = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      isDone =
        bytes.withUnsafeBytes { input in
          EVP_Digest(input.baseAddress, input.count, buffer.baseAddress, nil, algorithm, nil)
        } == 1
      count = isDone ? size : 0
    }
    guard isDone else { throw CryptoError(algorithm: name) }
    return digest
  }
}
