import DovetailTransport

extension SigningFault {
  /// The fault as S3 tells it.
  ///
  /// Source: S3 API reference, "Error responses", and recorded answers.
  package var s3Error: S3Error {
    switch self {
    case .missing: S3Error(.accessDenied)
    case .twoForms:
      S3Error(
        .invalidArgument,
        "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query "
          + "string parameter or the Authorization header should be specified")
    case .otherVersion:
      S3Error(
        .invalidRequest,
        "The authorization mechanism you have provided is not supported. Please use "
          + "AWS4-HMAC-SHA256.")
    case .malformedHeader(let reason): Self.malformedHeader(reason)
    case .malformedQuery(let reason): S3Error(.authorizationQueryParametersError, reason)
    case .wrongRegion(let region, let expected):
      Self.malformedHeader(
        "the region '\(region)' is wrong; expecting '\(expected)'", [.init("Region", expected)])
    case .wrongService(let service, let expected):
      Self.malformedHeader(
        "incorrect service \"\(service)\". This endpoint belongs to \"\(expected)\".")
    case .unsignedHeader(let name):
      S3Error(
        .accessDenied, "There were headers present in the request which were not signed",
        [.init("HeadersNotSigned", name)])
    case .skewed(let signed, let now):
      S3Error(
        .requestTimeTooSkewed, nil,
        [
          .init("RequestTime", signed.description), .init("ServerTime", Self.text(now)),
          .init("MaxAllowedSkewMilliseconds", "\(Self.tolerance.wholeMilliseconds)"),
        ])
    case .expired(let signed, let seconds, let now):
      S3Error(
        .accessDenied, "Request has expired",
        [
          .init("X-Amz-Expires", String(seconds)),
          .init(
            "Expires", Self.text(SigningTime(signed.timestamp.advanced(by: .seconds(seconds))))),
          .init("ServerTime", Self.text(now)),
        ])
    case .notYetValid: S3Error(.accessDenied, "Request is not yet valid")
    case .unknownKey(let id): S3Error(.invalidAccessKeyID, nil, [.init("AWSAccessKeyId", id)])
    case .wrongToken: S3Error(.invalidToken)
    case .expiredToken: S3Error(.expiredToken)
    case .missingPayloadHash:
      S3Error(
        .invalidRequest, "Missing required header for this request: \(PayloadHash.header)")
    case .malformedPayloadHash(let text):
      S3Error(
        .invalidArgument,
        "\(PayloadHash.header) must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER, "
          + "STREAMING-AWS4-HMAC-SHA256-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER or a valid "
          + "sha256 value.",
        [.init("ArgumentName", PayloadHash.header), .init("ArgumentValue", text)])
    case .otherPayload(let sent, let computed):
      S3Error(
        .contentDigestMismatch, nil,
        [
          .init("ClientComputedContentSHA256", sent), .init("S3ComputedContentSHA256", computed),
        ])
    case .mismatch(let mismatch): S3Error(.signatureDoesNotMatch, nil, mismatch.details)
    case .notComputable: S3Error(.internalError)
    }
  }

  private static func malformedHeader(
    _ reason: String, _ details: [S3Error.Detail] = []
  ) -> S3Error {
    S3Error(
      .authorizationHeaderMalformed, "The authorization header is malformed; \(reason)", details)
  }

  /// `2025-03-15T12:34:56Z`.
  private static func text(_ time: SigningTime) -> String {
    time.timestamp.description.dropLast(".000Z".count) + "Z"
  }
}

extension SignatureMismatch {
  fileprivate var details: [S3Error.Detail] {
    var details: [S3Error.Detail] = [
      .init("AWSAccessKeyId", accessKeyID),
      .init("StringToSign", String(decoding: stringToSign, as: UTF8.self)),
      .init("SignatureProvided", signature),
      .init("StringToSignBytes", Self.text(ofBytes: stringToSign)),
    ]
    guard !canonicalRequest.isEmpty else { return details }
    details.append(.init("CanonicalRequest", String(decoding: canonicalRequest, as: UTF8.self)))
    details.append(.init("CanonicalRequestBytes", Self.text(ofBytes: canonicalRequest)))
    return details
  }

  private static func text(ofBytes bytes: [UInt8]) -> String {
    bytes.map { Hex.encode(CollectionOfOne($0)) }.joined(separator: " ")
  }
}
