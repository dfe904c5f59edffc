import DovetailCrypto
package import DovetailTransport

/// Verifies the signatures of requests with the keys that a server knows.
///
/// Source: AWS General Reference, "AWS Signature Version 4 for API requests".
package struct SignatureVerifier: Sendable {
  private let credentials: [String: AWSCredentials]
  private let keys = SigningKeyCache()

  /// Signs in the place of a key that is not known, so that it takes as long to refuse.
  private static let nobody = AWSCredentials(
    accessKeyID: "", secretAccessKey: "0000000000000000000000000000000000000000")

  /// Takes the keys that are known; of two with one id the later counts.
  package init(_ credentials: [AWSCredentials]) {
    self.credentials = Dictionary(
      credentials.map { ($0.accessKeyID, $0) }, uniquingKeysWith: { $1 })
  }

  /// Verifies a request; `region` nil: any is accepted.
  ///
  /// The body counts here only if no header tells its hash; see ``VerifiedSignature/check(_:)``. `now` is
  /// the system's time, whatever clock the server runs on.
  package func verify(
    _ request: HTTPRequest, for service: String, in region: String? = nil, at now: Timestamp
  ) throws(SigningFault) -> VerifiedSignature {
    guard let claim = try SignatureClaim(of: request) else { throw .missing }
    return try verify(claim, of: request, for: service, in: region, at: now)
  }

  /// Verifies what was read of a request.
  package func verify(
    _ claim: SignatureClaim, of request: HTTPRequest, for service: String,
    in region: String? = nil, at now: Timestamp
  ) throws(SigningFault) -> VerifiedSignature {
    let dialect = SigningDialect(service: service)
    try Self.check(claim.scope, service, region)
    try Self.check(claim.headers, request.headers, dialect)
    try claim.check(at: now)
    let payload = try Self.payload(of: request, claim, dialect)
    let known = credentials[claim.accessKeyID]
    let key = try SigningFault.translating { () throws(CryptoError) in
      try keys.key(of: known ?? Self.nobody, for: claim.scope)
    }
    let canonical = CanonicalRequest(
      request, claim.headers, payload, dialect,
      withoutQueryItem: claim.validity == nil ? nil : "X-Amz-Signature")
    let signature = try SigningFault.translating { () throws(CryptoError) in
      try RequestSignature(of: canonical, claim.time, claim.scope, key)
    }
    try Self.check(claim, signature, known, at: now)
    return VerifiedSignature(claim: claim, payload: payload, key: key)
  }

  private static func check(
    _ scope: SigningScope, _ service: String, _ region: String?
  ) throws(SigningFault) {
    guard scope.service == service else {
      throw .wrongService(scope.service, expected: service)
    }
    guard let region, scope.region != region else { return }
    throw .wrongRegion(scope.region, expected: region)
  }

  /// The host has to be signed, and for S3 all that is Amazon's.
  private static func check(
    _ signed: SignedHeaders, _ headers: HTTPHeaders, _ dialect: SigningDialect
  ) throws(SigningFault) {
    let names = signed.names
    guard names.contains(where: { $0.elementsEqual("host".utf8) }) else {
      throw .unsignedHeader("host")
    }
    guard dialect == .s3 else { return }
    for field in headers.fields {
      guard HTTPHeaders.isOfAmazon(field.name),
        !names.contains(where: { HTTPHeaders.isSame(field.name, $0) })
      else { continue }
      throw .unsignedHeader(field.name.lowercased())
    }
  }

  /// What the last line of the canonical request is.
  private static func payload(
    of request: HTTPRequest, _ claim: SignatureClaim, _ dialect: SigningDialect
  ) throws(SigningFault) -> PayloadHash {
    if let text = request.headers[PayloadHash.header] {
      guard let payload = PayloadHash(text) else { throw .malformedPayloadHash(text) }
      return payload
    }
    switch dialect {
    case .s3:
      guard claim.validity != nil else { throw .missingPayloadHash }
      return .unsigned
    case .others:
      return try SigningFault.translating { () throws(CryptoError) in
        try PayloadHash.of(request.body)
      }
    }
  }

  private static func check(
    _ claim: SignatureClaim, _ signature: RequestSignature, _ known: AWSCredentials?,
    at now: Timestamp
  ) throws(SigningFault) {
    let isSame = ConstantTime.areEqual(claim.signature, Array(signature.text.utf8))
    guard let known else { throw .unknownKey(claim.accessKeyID) }
    guard isSame else {
      throw .mismatch(
        SignatureMismatch(
          accessKeyID: claim.accessKeyID,
          signature: String(decoding: claim.signature, as: UTF8.self),
          stringToSign: signature.stringToSign, canonicalRequest: signature.canonicalRequest))
    }
    if claim.token != nil || known.sessionToken != nil {
      let tokens = [claim.token, known.sessionToken].map { Array(($0 ?? "").utf8) }
      guard ConstantTime.areEqual(tokens[0], tokens[1]) else { throw .wrongToken }
    }
    guard let end = known.expiresAt, end <= now else { return }
    throw .expiredToken
  }
}
