import DovetailTransport

extension SigningFault {
  /// The fault as SQS tells it.
  ///
  /// Source: SQS API reference, "Common errors", and recorded answers.
  package var sqsError: SQSError {
    switch self {
    case .missing:
      SQSError(
        .missingAuthenticationToken, "Request is missing Authentication Token")
    case .twoForms:
      Self.incomplete("The request is signed both in its header and in its query.")
    case .otherVersion:
      Self.incomplete(
        "The authorization mechanism you have provided is not supported. Please use "
          + "AWS4-HMAC-SHA256.")
    case .malformedHeader(let reason):
      Self.incomplete("The authorization header is malformed; \(reason)")
    case .malformedQuery(let reason): Self.incomplete(reason)
    case .wrongRegion(let region, _):
      Self.invalid("Credential should be scoped to a valid region, not '\(region)'. ")
    case .wrongService(_, let expected):
      Self.invalid("Credential should be scoped to correct service: '\(expected)'. ")
    case .unsignedHeader(let name):
      Self.invalid("'\(name)' must be a 'SignedHeader' in the AWS Authorization.")
    case .skewed(let signed, let now): Self.skew(signed, now)
    case .expired(let signed, let seconds, let now):
      Self.invalid(
        "Signature expired: \(signed) is now earlier than \(now) (\(seconds) s after it was signed)"
      )
    case .notYetValid: Self.invalid("Signature not yet current")
    case .unknownKey, .wrongToken:
      SQSError(
        .unrecognizedClient, "The security token included in the request is invalid.")
    case .expiredToken:
      SQSError(
        .expiredToken, "The security token included in the request is expired")
    case .missingPayloadHash, .malformedPayloadHash, .otherPayload, .mismatch:
      Self.invalid(
        "The request signature we calculated does not match the signature you provided. Check your AWS "
          + "Secret Access Key and signing method. Consult the service documentation for details.")
    case .notComputable:
      SQSError(
        .internalFailure,
        "The request processing has failed because of an unknown error, exception or failure.")
    }
  }

  private static func invalid(_ message: String) -> SQSError {
    SQSError(.invalidSignature, message)
  }

  private static func incomplete(_ message: String) -> SQSError {
    SQSError(.incompleteSignature, message)
  }

  private static func skew(_ signed: SigningTime, _ now: SigningTime) -> SQSError {
    if signed.timestamp < now.timestamp {
      let earliest = SigningTime(now.timestamp.advanced(by: .zero - tolerance))
      return invalid(
        "Signature expired: \(signed) is now earlier than \(earliest) (\(now) - 15 min.)")
    }
    let latest = SigningTime(now.timestamp.advanced(by: tolerance))
    return invalid(
      "Signature not yet current: \(signed) is still later than \(latest) (\(now) + 15 min.)")
  }
}
