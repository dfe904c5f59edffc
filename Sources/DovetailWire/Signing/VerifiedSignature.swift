import DovetailCrypto
import DovetailTransport

/// A signature that is good, and what it says of the body.
package struct VerifiedSignature: Sendable {
  /// Who has signed, when, and for what.
  package let claim: SignatureClaim
  /// What is said of the body, which has still to be held against it.
  package let payload: PayloadHash
  let key: HMACKey

  /// Throws `otherPayload` unless `body` is the one whose digest was signed.
  ///
  /// A body that comes in signed chunks is checked as it is read, by ``AWSChunkedReader``.
  package func check(_ body: [UInt8]) throws(SigningFault) {
    guard case .digest(let sent) = payload else { return }
    let computed = try SigningFault.translating { () throws(CryptoError) in
      Hex.encode(try SHA256.digest(of: body))
    }
    guard computed == sent else { throw .otherPayload(sent: sent, computed: computed) }
  }
}
