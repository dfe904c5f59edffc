import DovetailCrypto
import DovetailTransport

/// The signature of a canonical request, and what it was computed from.
///
/// Source: AWS General Reference, "Create a string to sign" and "Calculate the signature".
struct RequestSignature {
  static let algorithm = "AWS4-HMAC-SHA256"

  let canonicalRequest: [UInt8]
  let stringToSign: [UInt8]
  /// In lower-case hexadecimal.
  let text: String

  init(
    of canonicalRequest: CanonicalRequest, _ time: SigningTime, _ scope: SigningScope,
    _ key: HMACKey
  ) throws(CryptoError) {
    self.canonicalRequest = canonicalRequest.bytes
    var lines = Self.opening(Self.algorithm, time, scope)
    lines.append(contentsOf: Hex.encode(try SHA256.digest(of: canonicalRequest.bytes)).utf8)
    stringToSign = lines
    text = Hex.encode(try key.authenticate(lines))
  }

  /// The first three lines of what is signed.
  static func opening(
    _ algorithm: String, _ time: SigningTime, _ scope: SigningScope
  ) -> [UInt8] {
    var lines: [UInt8] = []
    lines.reserveCapacity(256)
    lines.append(contentsOf: algorithm.utf8)
    lines.append(UInt8(ascii: "\n"))
    lines.append(contentsOf: time.description.utf8)
    lines.append(UInt8(ascii: "\n"))
    scope.append(to: &lines)
    lines.append(UInt8(ascii: "\n"))
    return lines
  }
}
