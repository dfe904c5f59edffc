import DovetailCrypto
import DovetailTransport

/// Why a server refuses a request's signature.
///
/// Source: S3 API reference, "Error responses"; SQS API reference, "Common errors".
package enum SigningFault: Error, Hashable, Sendable {
  /// Nothing is signed.
  case missing
  /// The header `Authorization` and the query both sign.
  case twoForms
  /// Another way to sign than Signature Version 4, such as version 2.
  case otherVersion
  /// The header `Authorization`, or the date, is not as it should be.
  case malformedHeader(String)
  /// A parameter of a presigned URL is missing or not as it should be.
  case malformedQuery(String)
  case wrongRegion(String, expected: String)
  case wrongService(String, expected: String)
  /// A header that has to be signed is not, by its name in lower case.
  case unsignedHeader(String)
  /// The signature was made too long ago, or is to be made yet.
  case skewed(signed: SigningTime, now: SigningTime)
  /// The presigned URL was good for `seconds`.
  case expired(signed: SigningTime, seconds: Int, now: SigningTime)
  /// The presigned URL is to be good later.
  case notYetValid
  case unknownKey(String)
  /// The session token is not the key's, is missing, or is one too much.
  case wrongToken
  case expiredToken
  /// The header `x-amz-content-sha256` is missing.
  case missingPayloadHash
  case malformedPayloadHash(String)
  /// The body is not the one whose digest was sent.
  case otherPayload(sent: String, computed: String)
  /// The signature is not the one that the key gives.
  case mismatch(SignatureMismatch)
  /// OpenSSL could not compute what is needed.
  case notComputable(String)

  /// How far a signature's time may be from the server's.
  ///
  /// Source: S3 API reference, "Authenticating requests"; recorded for SQS.
  package static let tolerance = Duration.seconds(900)

  static func translating<Value>(
    _ work: () throws(CryptoError) -> Value
  ) throws(SigningFault) -> Value {
    do throws(CryptoError) {
      return try work()
    } catch {
      throw .notComputable(error.algorithm)
    }
  }
}

/// What a server computed where a signature is wrong, for the client to compare.
package struct SignatureMismatch: Hashable, Sendable {
  package var accessKeyID: String
  package var signature: String
  package var stringToSign: [UInt8]
  /// Empty for a chunk.
  package var canonicalRequest: [UInt8] = []
}
