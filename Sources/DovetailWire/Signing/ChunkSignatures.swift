import DovetailCrypto
import DovetailTransport

/// The chain of signatures of a body in signed chunks: each covers the one before it.
///
/// Source: S3 API reference, "Transferring payload in multiple chunks".
package struct ChunkSignatures: Sendable {
  private let key: HMACKey
  private let accessKeyID: String
  private let chunkOpening: [UInt8]
  private let trailerOpening: [UInt8]
  private var previous: String

  /// Goes on from the signature of the request's headers.
  package init(behind signature: VerifiedSignature) {
    let claim = signature.claim
    key = signature.key
    accessKeyID = claim.accessKeyID
    chunkOpening = RequestSignature.opening(
      "AWS4-HMAC-SHA256-PAYLOAD", claim.time, claim.scope)
    trailerOpening = RequestSignature.opening(
      "AWS4-HMAC-SHA256-TRAILER", claim.time, claim.scope)
    previous = String(decoding: claim.signature, as: UTF8.self)
  }

  /// Throws `mismatch` unless `signature` is that of the next chunk, whose bytes have this digest.
  mutating func check(chunk digest: [UInt8], _ signature: String) throws(SigningFault) {
    guard case .digest(let nothing) = PayloadHash.ofNothing else { return }
    try check(signature, chunkOpening, [nothing, Hex.encode(digest)])
  }

  /// Throws `mismatch` unless `signature` is that of the trailer, the lines of which have this digest.
  mutating func check(trailer digest: [UInt8], _ signature: String) throws(SigningFault) {
    try check(signature, trailerOpening, [Hex.encode(digest)])
  }

  private mutating func check(
    _ signature: String, _ opening: [UInt8], _ lines: [String]
  ) throws(SigningFault) {
    let text = opening + ([previous] + lines).joined(separator: "\n").utf8
    let code = try SigningFault.translating { () throws(CryptoError) in try key.authenticate(text) }
    let expected = Hex.encode(code)
    guard ConstantTime.areEqual(Array(signature.utf8), Array(expected.utf8)) else {
      throw .mismatch(
        SignatureMismatch(accessKeyID: accessKeyID, signature: signature, stringToSign: text))
    }
    previous = expected
  }
}
