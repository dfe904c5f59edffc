import DovetailTransport
import DovetailWire

/// An answer of a service that is no success.
struct ServiceFault: Sendable {
  /// Its name, without a namespace: "ThrottlingException".
  var code: String
  var status: Int
  /// What it is above the wire.
  var error: TransportError
  /// The region that a bucket is in, if the answer says it.
  var bucketRegion: String?
}

extension ServiceFault {
  /// What may be done about a fault.
  enum Class: Hashable, Sendable {
    /// The same may succeed a moment later.
    case transient
    /// The service asks to slow down.
    case throttled
    /// The request's time is not the service's; whether that is so for certain.
    case skewed(isCertain: Bool)
    /// The credentials are no longer accepted.
    case credentials
    /// The bucket is in another region.
    case elsewhere
    /// The same would fail the same way.
    case final
  }

  /// Source: retry rules of botocore 1.43.11 (standard mode), S3 API reference, "Error responses".
  var classification: Class {
    let stem = code.hasSuffix("Exception") ? String(code.dropLast("Exception".count)) : code
    if status == 429 || Self.throttling.contains(stem) { return .throttled }
    if Self.skew.contains(stem) { return .skewed(isCertain: true) }
    if Self.possibleSkew.contains(stem) { return .skewed(isCertain: false) }
    if Self.credentials.contains(stem) { return .credentials }
    if Self.elsewhere.contains(stem) || bucketRegion != nil && [301, 307].contains(status) {
      return .elsewhere
    }
    if [500, 502, 503, 504].contains(status) || Self.transient.contains(stem) { return .transient }
    return .final
  }

  private static let transient: Set = [
    "RequestTimeout", "PriorRequestNotComplete", "InternalError", "InternalFailure",
    "ServiceUnavailable", "BadDigest", "OperationAborted", "ConditionalRequestConflict",
    "IDPCommunicationError",
  ]
  private static let throttling: Set = [
    "Throttling", "Throttled", "RequestThrottled", "TooManyRequests", "RequestLimitExceeded",
    "BandwidthLimitExceeded", "LimitExceeded", "ProvisionedThroughputExceeded",
    "TransactionInProgress", "EC2Throttled", "SlowDown", "KmsThrottled", "KMS.Throttling",
  ]
  private static let skew: Set = [
    "RequestTimeTooSkewed", "RequestExpired", "RequestInTheFuture",
  ]
  private static let possibleSkew: Set = [
    "InvalidSignature", "SignatureDoesNotMatch", "AuthFailure",
  ]
  private static let credentials: Set = [
    "ExpiredToken", "UnrecognizedClient", "InvalidClientTokenId", "InvalidAccessKeyId",
    "TokenRefreshRequired",
  ]
  private static let elsewhere: Set = [
    "PermanentRedirect", "TemporaryRedirect", "AuthorizationHeaderMalformed",
    "IllegalLocationConstraint",
  ]
}
