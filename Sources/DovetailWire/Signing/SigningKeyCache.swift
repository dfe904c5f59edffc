import DovetailCrypto
import Synchronization

/// The signing keys that were derived last: each saves four of five codes of a signature.
///
/// Signers that share a cache share its keys. To derive one twice does no harm.
package final class SigningKeyCache: Sendable {
  private struct Entry {
    var accessKeyID: String
    var secret: String
    var scope: SigningScope
    var key: HMACKey
  }

  private static let capacity = 16
  private let entries = Mutex<[Entry]>([])

  package init() {}

  /// The key by which `credentials` sign in a scope.
  ///
  /// Source: AWS General Reference, "Derive a signing key".
  func key(
    of credentials: AWSCredentials, for scope: SigningScope
  ) throws(CryptoError) -> HMACKey {
    if let known = entries.withLock({ entries in
      entries.first {
        $0.accessKeyID == credentials.accessKeyID && $0.scope == scope
          && $0.secret == credentials.secretAccessKey
      }?.key
    }) {
      return known
    }
    var key = Array("AWS4".utf8) + credentials.secretAccessKey.utf8
    for part in [scope.day, scope.region, scope.service, SigningScope.terminator] {
      key = try HMACKey(key).authenticate(Array(part.utf8))
    }
    let entry = Entry(
      accessKeyID: credentials.accessKeyID, secret: credentials.secretAccessKey, scope: scope,
      key: try HMACKey(key))
    entries.withLock { entries in
      if entries.count == Self.capacity { entries.removeFirst() }
      entries.append(entry)
    }
    return entry.key
  }
}
