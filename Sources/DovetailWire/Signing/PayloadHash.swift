package import DovetailCrypto
import DovetailTransport

/// What a signature says of the body: the last line of a canonical request.
///
/// Source: S3 API reference, "Authenticating requests: using the Authorization header", table of
/// x-amz-content-sha256.
package enum PayloadHash: Hashable, Sendable {
  /// Its SHA-256, in hexadecimal.
  case digest(String)
  /// Nothing: whatever the body is.
  case unsigned
  /// Nothing; the body comes in aws-chunked, its checksum in a trailer.
  case unsignedChunks
  /// The body comes in aws-chunked, each chunk signed.
  case signedChunks
  /// The body comes in aws-chunked, each chunk and the trailer signed.
  case signedChunksAndTrailer

  package static let header = "x-amz-content-sha256"

  /// The digest of no bytes.
  package static let ofNothing = PayloadHash.digest(
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")

  /// The digest of `body`.
  package static func of(_ body: [UInt8]) throws(CryptoError) -> PayloadHash {
    body.isEmpty ? ofNothing : .digest(Hex.encode(try SHA256.digest(of: body)))
  }

  /// Reads a header's value; nil when it is neither 64 lower-case hexadecimal digits nor a known word.
  package init?(_ text: String) {
    switch text {
    case "UNSIGNED-PAYLOAD": self = .unsigned
    case "STREAMING-UNSIGNED-PAYLOAD-TRAILER": self = .unsignedChunks
    case "STREAMING-AWS4-HMAC-SHA256-PAYLOAD": self = .signedChunks
    case "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER": self = .signedChunksAndTrailer
    default:
      guard text.utf8.count == 64, Hex.decode(text) != nil else { return nil }
      self = .digest(text)
    }
  }

  /// As it stands in the header and in the canonical request.
  package var text: String {
    switch self {
    case .digest(let digest): digest
    case .unsigned: "UNSIGNED-PAYLOAD"
    case .unsignedChunks: "STREAMING-UNSIGNED-PAYLOAD-TRAILER"
    case .signedChunks: "STREAMING-AWS4-HMAC-SHA256-PAYLOAD"
    case .signedChunksAndTrailer: "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER"
    }
  }
}
