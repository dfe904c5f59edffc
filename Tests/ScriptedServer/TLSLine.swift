import CTestTLS
import Foundation

/// The key and the certificate of a server, made for one test.
package final class ServerIdentity: @unchecked Sendable {
  // Guarded by OpenSSL itself, which counts references to contexts under a lock of its own.
  fileprivate let context: OpaquePointer
  /// Where its certificate is, in PEM: who trusts that file trusts the server.
  package let certificatePath: String

  package init() throws {
    certificatePath =
      FileManager.default.temporaryDirectory
      .appendingPathComponent("dovetail-test-\(UUID().uuidString).pem").path
    guard let context = dovetail_test_server(certificatePath) else {
      throw CocoaError(.featureUnsupported)
    }
    self.context = context
  }

  deinit {
    SSL_CTX_free(context)
    try? FileManager.default.removeItem(atPath: certificatePath)  // A stray file in /tmp.
  }
}

/// A connection with TLS.
final class TLSLine: ServerLine {
  let socket: Int32
  private let session: OpaquePointer

  /// Agrees on TLS; nil when the client does not.
  init?(_ socket: Int32, _ identity: ServerIdentity) {
    guard let session = SSL_new(identity.context) else { return nil }
    self.socket = socket
    self.session = session
    SSL_set_fd(session, socket)
    guard SSL_accept(session) == 1 else { return nil }
  }

  deinit {
    SSL_free(session)
  }

  var hasBuffered: Bool { SSL_pending(session) > 0 }

  func read() -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: 1 << 14) { buffer, count in
      count = max(0, Int(SSL_read(session, buffer.baseAddress, Int32(buffer.count))))
    }
  }

  func write(_ bytes: [UInt8]) -> Bool {
    bytes.isEmpty || SSL_write(session, bytes, Int32(bytes.count)) == Int32(bytes.count)
  }
}
