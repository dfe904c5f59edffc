package import DovetailTransport

/// What a request says of its signature, not verified yet.
package struct SignatureClaim: Hashable, Sendable {
  package let accessKeyID: String
  package let scope: SigningScope
  package let time: SigningTime
  /// For how many seconds a presigned URL is good; nil: signed in the header.
  package let validity: Int?
  package let token: String?
  let headers: SignedHeaders
  let signature: [UInt8]

  /// Reads the header `Authorization` or the query; nil when neither signs.
  package init?(of request: HTTPRequest) throws(SigningFault) {
    let query = PresignedQuery(request.target.query)
    let authorization = request.headers[SigningFields.authorization]
    switch (authorization, query.isSigned) {
    case (nil, false): return nil
    case (.some, true): throw .twoForms
    case (.some(let header), false): try self.init(header, request.headers)
    case (nil, true): try self.init(query)
    }
  }

  /// Source: AWS General Reference, "Add the signature to the request".
  private init(_ header: String, _ headers: HTTPHeaders) throws(SigningFault) {
    guard header.utf8.starts(with: RequestSignature.algorithm.utf8) else { throw .otherVersion }
    let parts = AuthorizationParts(header, behind: RequestSignature.algorithm.utf8.count)
    guard let credential = parts.credential else {
      throw .malformedHeader("the Credential is missing")
    }
    guard let (id, scope) = Self.split(credential) else {
      throw .malformedHeader(
        "the Credential is mal-formed; expecting \"<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request\""
      )
    }
    guard let names = parts.signedHeaders, !names.isEmpty else {
      throw .malformedHeader("the SignedHeaders are missing")
    }
    guard let signature = parts.signature else {
      throw .malformedHeader("the Signature is missing")
    }
    guard let time = Self.time(of: headers) else {
      throw .malformedHeader("a valid date is missing: send X-Amz-Date as YYYYMMDDTHHMMSSZ")
    }
    guard time.day == scope.day else {
      throw .malformedHeader("the date \(scope.day) of the Credential is not that of the request")
    }
    accessKeyID = id
    self.scope = scope
    self.time = time
    validity = nil
    token = headers[SigningFields.token]
    self.headers = SignedHeaders(text: names)
    self.signature = signature
  }

  /// Source: S3 API reference, "Authenticating requests: using query parameters".
  private init(_ query: PresignedQuery) throws(SigningFault) {
    guard !query.isOfVersion2, query.algorithm == RequestSignature.algorithm else {
      throw .otherVersion
    }
    guard let credential = query.credential, let date = query.date, let expires = query.expires,
      let names = query.signedHeaders, let signature = query.signature
    else {
      throw .malformedQuery(
        "Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, "
          + "X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.")
    }
    guard let (id, scope) = Self.split(Array(credential.utf8)) else {
      throw .malformedQuery(
        "Error parsing the X-Amz-Credential parameter; the Credential is mal-formed; expecting "
          + "\"<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request\".")
    }
    guard let time = SigningTime(date) else {
      throw .malformedQuery(
        "X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\"")
    }
    guard time.day == scope.day else {
      throw .malformedQuery(
        "Invalid credential date \"\(scope.day)\". This date is not the same as X-Amz-Date: "
          + "\"\(time.day)\".")
    }
    accessKeyID = id
    self.scope = scope
    self.time = time
    validity = try Self.validity(expires)
    token = query.token
    headers = SignedHeaders(text: names.utf8)
    self.signature = Array(signature.utf8)
  }

  /// Throws unless the request may be made at `now`: `skewed`, or for a presigned URL `expired` or
  /// `notYetValid`.
  package func check(at now: Timestamp) throws(SigningFault) {
    let age = time.timestamp.duration(to: now.wholeSecond)
    if let seconds = validity {
      guard age >= .zero - SigningFault.tolerance else { throw .notYetValid }
      guard age <= .seconds(seconds) else {
        throw .expired(signed: time, seconds: seconds, now: SigningTime(now))
      }
    } else if age > SigningFault.tolerance || age < .zero - SigningFault.tolerance {
      throw .skewed(signed: time, now: SigningTime(now))
    }
  }

  private static func validity(_ text: String) throws(SigningFault) -> Int {
    guard let seconds = Int(text) else {
      throw .malformedQuery("X-Amz-Expires should be a number")
    }
    guard seconds >= 0 else { throw .malformedQuery("X-Amz-Expires must be non-negative") }
    guard .seconds(seconds) <= SigningFields.validity.upperBound else {
      throw .malformedQuery(
        "X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must "
          + "be less than 604800 seconds")
    }
    return seconds
  }

  /// Cuts `ID/20250315/us-east-1/sqs/aws4_request`.
  private static func split(_ credential: [UInt8]) -> (String, SigningScope)? {
    let parts = credential.split(
      separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    guard parts.count == 5, parts[4].elementsEqual(SigningScope.terminator.utf8),
      !parts[0].isEmpty
    else { return nil }
    return (
      String(decoding: parts[0], as: UTF8.self),
      SigningScope(
        day: String(decoding: parts[1], as: UTF8.self),
        region: String(decoding: parts[2], as: UTF8.self),
        service: String(decoding: parts[3], as: UTF8.self))
    )
  }

  /// `X-Amz-Date`, or the date of HTTP in its place.
  private static func time(of headers: HTTPHeaders) -> SigningTime? {
    if let date = headers[SigningFields.date] { return SigningTime(date) }
    return headers["Date"].flatMap { text in
      SigningTime(text) ?? HTTPDate.parse(text).map(SigningTime.init)
    }
  }
}

/// The three parts of the header `Authorization` behind the algorithm, in any order, with or without
/// blanks.
private struct AuthorizationParts {
  private(set) var credential: [UInt8]?
  private(set) var signedHeaders: [UInt8]?
  private(set) var signature: [UInt8]?

  init(_ header: String, behind start: Int) {
    var header = header
    header.withUTF8 { bytes in
      var place = start
      while place < bytes.count {
        let end = bytes[place...].firstIndex(where: Self.isBetween) ?? bytes.count
        take(UnsafeBufferPointer(rebasing: bytes[place..<end]))
        place = end + 1
      }
    }
  }

  private mutating func take(_ part: UnsafeBufferPointer<UInt8>) {
    guard let equals = part.firstIndex(of: UInt8(ascii: "=")) else { return }
    let name = part[..<equals]
    let value = Array(part[(equals + 1)...])
    if name.elementsEqual("Credential".utf8) {
      credential = value
    } else if name.elementsEqual("SignedHeaders".utf8) {
      signedHeaders = value
    } else if name.elementsEqual("Signature".utf8) {
      signature = value
    }
  }

  private static func isBetween(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ",") || byte == UInt8(ascii: " ")
  }
}

/// The parameters by which a URL is signed.
private struct PresignedQuery {
  private(set) var algorithm: String?
  private(set) var credential: String?
  private(set) var date: String?
  private(set) var expires: String?
  private(set) var signedHeaders: String?
  private(set) var signature: String?
  private(set) var token: String?
  /// Whether `AWSAccessKeyId` and `Signature` are there, as version 2 has them.
  private(set) var isOfVersion2 = false

  var isSigned: Bool { signature != nil || algorithm != nil || isOfVersion2 }

  init(_ query: String?) {
    // Most queries sign nothing, and many requests have none.
    guard let query, let items = HTTPQuery(parsing: query.utf8)?.items else { return }
    for item in items {
      switch item.name {
      case "X-Amz-Algorithm": algorithm = item.value
      case "X-Amz-Credential": credential = item.value
      case "X-Amz-Date": date = item.value
      case "X-Amz-Expires": expires = item.value
      case "X-Amz-SignedHeaders": signedHeaders = item.value
      case "X-Amz-Signature": signature = item.value
      case "X-Amz-Security-Token": token = item.value
      case "AWSAccessKeyId": isOfVersion2 = true
      default: continue
      }
    }
  }
}
