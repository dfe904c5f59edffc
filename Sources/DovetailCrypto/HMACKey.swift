internal import COpenSSL
import Synchronization

/// HMAC with SHA-256 under one key, which is made ready once.
///
/// Source: RFC 2104.
package final class HMACKey: Sendable {
  private let context: Mutex<HMACContext>

  /// Takes a key of any length; throws when OpenSSL's providers do not offer HMAC.
  package init(_ key: [UInt8]) throws(CryptoError) {
    guard let algorithm = HMACContext.algorithm, let handle = EVP_MAC_CTX_new(algorithm) else {
      throw HMACContext.failure
    }
    let context = HMACContext(handle: handle, key: key)
    try context.chooseDigest()
    self.context = Mutex(context)
  }

  /// The code of `message`, 32 bytes.
  package func authenticate(_ message: [UInt8]) throws(CryptoError) -> [UInt8] {
    try context.withLock { context throws(CryptoError) in try context.authenticate(message) }
  }
}

/// Owns a context of OpenSSL's, and has the key that it begins with for each message.
private struct HMACContext: ~Copyable {
  static let failure = CryptoError(algorithm: "HMAC-SHA256")
  /// Fetched once, immutable, and kept for the life of the process, so every thread may use it.
  nonisolated(unsafe) static let algorithm: OpaquePointer? = EVP_MAC_fetch(nil, "HMAC", nil)
  private static let size = 32

  private let handle: OpaquePointer
  private let key: [UInt8]

  /// Takes over the handle.
  init(handle: OpaquePointer, key: [UInt8]) {
    self.handle = handle
    self.key = key
  }

  deinit {
    EVP_MAC_CTX_free(handle)
  }

  func chooseDigest() throws(CryptoError) {
    var name = Array("SHA256".utf8CString)
    let code = name.withUnsafeMutableBufferPointer { name in
      OSSL_MAC_PARAM_DIGEST.withCString { key in
        let parameters = [
          OSSL_PARAM_construct_utf8_string(key, name.baseAddress, 0), OSSL_PARAM_construct_end(),
        ]
        return EVP_MAC_CTX_set_params(handle, parameters)
      }
    }
    guard code == 1 else { throw Self.failure }
  }

  /// Gives the key each time: OpenSSL before 3.0.3 does not begin anew without one.
  func authenticate(_ message: [UInt8]) throws(CryptoError) -> [UInt8] {
    guard EVP_MAC_init(handle, key, key.count, nil) == 1,
      EVP_MAC_update(handle, message, message.count) == 1
    else { throw Self.failure }
    var code: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: Self.size) { buffer, count in
      code = EVP_MAC_final(handle, buffer.baseAddress, &count, Self.size)
    }
    guard code == 1 else { throw Self.failure }
    return bytes
  }
}
