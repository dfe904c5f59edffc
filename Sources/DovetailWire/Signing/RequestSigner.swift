package import DovetailCrypto
package import DovetailTransport

/// Signs the requests to a service in a region.
///
/// Source: AWS General Reference, "AWS Signature Version 4 for API requests".
package struct RequestSigner: Sendable {
  package let service: String
  package let region: String
  private let keys: SigningKeyCache

  /// Makes a signer; signers may share a cache of keys.
  package init(service: String, region: String, keys: SigningKeyCache = SigningKeyCache()) {
    self.service = service
    self.region = region
    self.keys = keys
  }

  /// Signs a request in its headers, once all else of it is as it will be sent.
  ///
  /// Takes out what a signature before has put in, and sets `Host`. `payload` nil: the digest of the
  /// body. Sign when the transfer begins: AWS refuses signatures older than five to fifteen minutes.
  package func sign(
    _ request: inout HTTPRequest, to origin: HTTPOrigin, as credentials: AWSCredentials,
    at now: Timestamp, payload: PayloadHash? = nil
  ) throws(CryptoError) {
    let time = SigningTime(now)
    let scope = SigningScope(day: time.day, region: region, service: service)
    let payload = if let payload { payload } else { try PayloadHash.of(request.body) }
    request.headers[SigningFields.authorization] = nil
    request.headers["Host"] = origin.hostHeader
    request.headers[SigningFields.date] = time.description
    request.headers[SigningFields.token] = credentials.sessionToken
    if dialect == .s3 { request.headers[PayloadHash.header] = payload.text }

    let signed = SignedHeaders(of: request.headers)
    let signature = try RequestSignature(
      of: CanonicalRequest(request, signed, payload, dialect), time, scope,
      keys.key(of: credentials, for: scope))
    let names = String(decoding: signed.text, as: UTF8.self)
    request.headers[SigningFields.authorization] =
      "\(RequestSignature.algorithm) Credential=\(credentials.accessKeyID)/\(scope), "
      + "SignedHeaders=\(names), Signature=\(signature.text)"
  }

  /// The target under which anyone may make this request from `now` on, for a while of 1 s to 7 days.
  ///
  /// Its headers are signed, so whoever makes it has to send them too; its body is not, on S3. With
  /// credentials that expire it ends with them. Throws ``PresigningError``.
  package func presign(
    _ request: HTTPRequest, to origin: HTTPOrigin, as credentials: AWSCredentials,
    at now: Timestamp, for validity: Duration
  ) throws -> HTTPTarget {
    guard SigningFields.validity.contains(validity) else {
      throw PresigningError(validity: validity)
    }
    let time = SigningTime(now)
    let scope = SigningScope(day: time.day, region: region, service: service)
    var request = request
    request.headers["Host"] = origin.hostHeader
    let signed = SignedHeaders(of: request.headers)
    var query: [HTTPQuery.Item] = [
      .init("X-Amz-Algorithm", RequestSignature.algorithm),
      .init("X-Amz-Credential", "\(credentials.accessKeyID)/\(scope)"),
      .init("X-Amz-Date", time.description),
      .init("X-Amz-Expires", String(validity.components.seconds)),
      .init("X-Amz-SignedHeaders", String(decoding: signed.text, as: UTF8.self)),
    ]
    if let token = credentials.sessionToken { query.append(.init("X-Amz-Security-Token", token)) }
    request.target.append(HTTPQuery(query), replacing: SigningFields.queryNames)

    let payload = dialect == .s3 ? .unsigned : try PayloadHash.of(request.body)
    let signature = try RequestSignature(
      of: CanonicalRequest(request, signed, payload, dialect), time, scope,
      keys.key(of: credentials, for: scope))
    request.target.append(HTTPQuery([.init("X-Amz-Signature", signature.text)]))
    return request.target
  }

  private var dialect: SigningDialect { SigningDialect(service: service) }
}

/// A URL cannot be signed for that long.
package struct PresigningError: Error, Hashable, Sendable, CustomStringConvertible {
  package var validity: Duration

  package var description: String {
    "A presigned URL is valid for 1 second to 7 days; \(validity) were asked for."
  }
}

/// The names of what a signature puts into a request.
enum SigningFields {
  static let authorization = "Authorization"
  static let date = "X-Amz-Date"
  static let token = "X-Amz-Security-Token"

  /// Source: S3 API reference, "Authenticating requests: using query parameters", X-Amz-Expires.
  static let validity = Duration.seconds(1)...Duration.seconds(604_800)

  static let queryNames: Set = [
    "X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Date", "X-Amz-Expires", "X-Amz-SignedHeaders",
    "X-Amz-Security-Token", "X-Amz-Signature",
  ]
}
