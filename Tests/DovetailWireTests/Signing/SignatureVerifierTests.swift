import DovetailTransport
import DovetailWire
import Testing

@Suite("Verifying of signatures")
struct SignatureVerifierTests {
  private let now = Timestamp(milliseconds: 1_742_042_096_000)
  private let keys = AWSCredentials(accessKeyID: "AKID", secretAccessKey: "secret")
  private let origin = HTTPOrigin(.http, "localhost", port: 4566)

  @Test(arguments: try SigningVector.all())
  func `what botocore has signed is good`(vector: SigningVector) throws {
    let request = try vector.signedRequest()

    let verified = try SignatureVerifier([vector.signer]).verify(
      request, for: vector.service, in: vector.region, at: vector.time())

    #expect(verified.claim.accessKeyID == vector.credentials.accessKey)
    #expect(verified.claim.scope.region == vector.region)
    if vector.id != "client-s3-put" { try verified.check(request.body) }
  }

  @Test(arguments: try SigningVector.all())
  func `what the server computes is what botocore has computed`(vector: SigningVector) throws {
    var other = vector.signer
    other.secretAccessKey += "x"
    let fault = #expect(throws: SigningFault.self) {
      try SignatureVerifier([other]).verify(
        vector.signedRequest(), for: vector.service, at: vector.time())
    }

    guard case .mismatch(let mismatch) = fault else {
      Issue.record("\(String(describing: fault))")
      return
    }
    #expect(
      String(decoding: mismatch.canonicalRequest, as: UTF8.self) == vector.expected.canonicalRequest
    )
    #expect(String(decoding: mismatch.stringToSign, as: UTF8.self) == vector.expected.stringToSign)
    #expect(mismatch.signature == vector.expected.signature)
  }

  @Test(arguments: try SigningVectors.load().negative)
  func `what was changed, or comes too late, is refused`(refused: RefusedRequest) throws {
    let vector = try #require(try SigningVector.all().first { $0.id == refused.from })
    var request = refused.request.request()
    request.headers["Authorization"] = refused.authorization

    let fault = #expect(throws: SigningFault.self) {
      try SignatureVerifier([vector.signer]).verify(
        request, for: vector.service, in: vector.region,
        at: try #require(SigningTime(refused.now)).timestamp)
    }

    let codes =
      try #require(fault).s3Error.kind.code + " " + (try #require(fault).sqsError.queryCode)
    #expect(refused.s3Error.contains(where: { $0.isLetter }))
    #expect(
      refused.s3Error.split(separator: " / ").contains { codes.contains($0.prefix { $0.isLetter }) }
    )
  }

  @Test func `the order of the parts of the header is free, and so are blanks`() throws {
    var request = try signed("sqs")
    let header = try #require(request.headers["Authorization"])
    let parts = header.split(separator: " ").map { $0.filter { $0 != "," } }
    request.headers["Authorization"] = "\(parts[0]) \(parts[3]),\(parts[1]) ,  \(parts[2])"

    #expect(throws: Never.self) { try verify(request, "sqs") }
  }

  @Test func `a query may be encoded in other ways than the signer's`() throws {
    var request = try signed("s3", target: "/b?prefix=a~b%20%2Fc&list-type=2")
    request.target.query = "list-type=2&prefix=a%7eb+%2fc"

    #expect(throws: Never.self) { try verify(request, "s3") }
  }

  @Test func `an unsigned request is told from others`() throws {
    let request = HTTPRequest("GET", HTTPTarget("/"))

    #expect(try SignatureClaim(of: request) == nil)
    #expect(throws: SigningFault.missing) { try verify(request, "s3") }
    #expect(SigningFault.missing.s3Error.kind == .accessDenied)
    #expect(SigningFault.missing.sqsError.name == "MissingAuthenticationTokenException")
  }

  @Test func `version 2 is refused clearly, in the header and in a URL`() {
    let header = HTTPRequest(
      "GET", HTTPTarget("/b/k"), headers: ["Authorization": "AWS AKID:c2lnbmF0dXJl"])
    let url = HTTPRequest(
      "GET", HTTPTarget("/b/k?AWSAccessKeyId=AKID&Signature=c2ln&Expires=1742042099"))

    for request in [header, url] {
      #expect(throws: SigningFault.otherVersion) { try verify(request, "s3") }
    }
    #expect(SigningFault.otherVersion.s3Error.message.contains("Please use AWS4-HMAC-SHA256"))
  }

  @Test func `two signatures are one too many`() throws {
    var request = try signed("s3")
    request.target.query = "X-Amz-Signature=0"

    #expect(throws: SigningFault.twoForms) { try verify(request, "s3") }
  }

  @Test func `a scope of another region, service or day is refused`() throws {
    let request = try signed("s3")

    #expect(throws: SigningFault.wrongRegion("eu-west-1", expected: "eu-west-2")) {
      try SignatureVerifier([keys]).verify(request, for: "s3", in: "eu-west-2", at: now)
    }
    #expect(throws: SigningFault.wrongService("s3", expected: "sqs")) { try verify(request, "sqs") }
    var late = request
    late.headers["X-Amz-Date"] = "20250316T000000Z"
    #expect(throws: SigningFault.self) { try verify(late, "s3") }
    #expect(SigningFault.wrongRegion("a", expected: "b").s3Error["Region"] == "b")
  }

  @Test func `a header of Amazon's that is not signed is refused on S3 alone`() throws {
    for service in ["s3", "sqs"] {
      var request = try signed(service)
      request.headers.add("x-AMZ-copy-source", "/b/k")
      if service == "s3" {
        #expect(throws: SigningFault.unsignedHeader("x-amz-copy-source")) {
          try verify(request, service)
        }
      } else {
        #expect(throws: Never.self) { try verify(request, service) }
      }
    }
  }

  @Test(arguments: [-900, 900])
  func `a clock may be a quarter of an hour off`(seconds: Int64) throws {
    let request = try signed("sqs")
    let edge = now.advanced(by: .seconds(seconds))
    let behind = now.advanced(by: .seconds(seconds > 0 ? seconds + 1 : seconds - 1))

    #expect(throws: Never.self) { try verify(request, "sqs", at: edge) }
    let fault = #expect(throws: SigningFault.self) { try verify(request, "sqs", at: behind) }
    #expect(fault?.s3Error.kind == .requestTimeTooSkewed)
    #expect(fault?.sqsError.name == "InvalidSignatureException")
    #expect(
      fault?.sqsError.message.hasPrefix(
        seconds > 0 ? "Signature expired: 2025" : "Signature not yet current: 2025") == true)
  }

  @Test func `a URL is good from a quarter of an hour before until its end`() throws {
    let signer = RequestSigner(service: "s3", region: "eu-west-1")
    var request = HTTPRequest("GET", HTTPTarget("/b/k"), headers: ["Host": origin.hostHeader])
    request.target = try signer.presign(
      request, to: origin, as: keys, at: now, for: .seconds(60))

    for seconds in [-900, 0, 60] {
      #expect(throws: Never.self) {
        try verify(request, "s3", at: now.advanced(by: .seconds(seconds)))
      }
    }
    #expect(throws: SigningFault.notYetValid) {
      try verify(request, "s3", at: now.advanced(by: .seconds(-901)))
    }
    let fault = #expect(throws: SigningFault.self) {
      try verify(request, "s3", at: now.advanced(by: .seconds(61)))
    }
    #expect(fault?.s3Error.message == "Request has expired")
    #expect(fault?.s3Error["Expires"] == "2025-03-15T12:35:56Z")
    #expect(fault?.s3Error["ServerTime"] == "2025-03-15T12:35:57Z")
  }

  @Test(arguments: [
    ("X-Amz-Expires", "604801"), ("X-Amz-Expires", "-1"), ("X-Amz-Expires", "x"),
    ("X-Amz-Date", "20250315"), ("X-Amz-Date", nil), ("X-Amz-Credential", "AKID/1/2"),
    ("X-Amz-SignedHeaders", nil), ("X-Amz-Signature", nil), ("X-Amz-Date", "20250316T000000Z"),
  ])
  func `a URL with a parameter missing or wrong is refused`(name: String, value: String?) throws {
    let signer = RequestSigner(service: "s3", region: "eu-west-1")
    var request = HTTPRequest("GET", HTTPTarget("/b/k"), headers: ["Host": origin.hostHeader])
    request.target = try signer.presign(
      request, to: origin, as: keys, at: now, for: .seconds(60))
    request.target.append(
      HTTPQuery(value.map { [.init(name, $0)] } ?? []), replacing: [name])

    let fault = #expect(throws: SigningFault.self) { try verify(request, "s3") }

    #expect(fault?.s3Error.kind == .authorizationQueryParametersError)
  }

  @Test(arguments: [
    "", "AWS4-HMAC-SHA256", "AWS4-HMAC-SHA256 ", "AWS4-HMAC-SHA256 Credential=",
    "AWS4-HMAC-SHA256 Credential=AKID/20250315/r/s3/aws4_request",
    "AWS4-HMAC-SHA256 Credential=AKID/20250315/r/s3/aws4_request, SignedHeaders=host",
    "AWS4-HMAC-SHA256 Credential=AKID/20250315/r/s3/aws4, SignedHeaders=host, Signature=0",
    "AWS4-HMAC-SHA256 Credential=/20250315/r/s3/aws4_request, SignedHeaders=host, Signature=0",
    "AWS4-HMAC-SHA256 Credential=A/20250315/r/s3/aws4_request, SignedHeaders=, Signature=0",
    "AWS4-ECDSA-P256-SHA256 Credential=A/20250315/s3/aws4_request, SignedHeaders=host, Signature=0",
  ])
  func `a malformed header is refused`(header: String) {
    let request = HTTPRequest(
      "GET", HTTPTarget("/"),
      headers: ["Host": "h", "X-Amz-Date": "20250315T123456Z", "Authorization": header])

    let fault = #expect(throws: SigningFault.self) { try verify(request, "s3") }

    #expect(fault?.s3Error.kind.status == 400)
    #expect(fault?.sqsError.queryCode == "IncompleteSignature")
  }

  @Test func `an unknown key is refused as one, whatever it signs`() throws {
    var request = try signed("s3")
    #expect(throws: SigningFault.unknownKey("AKID")) {
      try SignatureVerifier([]).verify(request, for: "s3", at: now)
    }

    // Whoever knows what stands in for a missing secret is not let in either.
    let nobody = AWSCredentials(
      accessKeyID: "NONE", secretAccessKey: String(repeating: "0", count: 40))
    try RequestSigner(service: "s3", region: "eu-west-1").sign(
      &request, to: origin, as: nobody, at: now)
    #expect(throws: SigningFault.unknownKey("NONE")) { try verify(request, "s3") }
    #expect(SigningFault.unknownKey("NONE").s3Error.kind == .invalidAccessKeyID)
    #expect(SigningFault.unknownKey("NONE").sqsError.queryCode == "InvalidClientTokenId")
  }

  @Test func `a session token has to be the key's, and in time`() throws {
    var temporary = keys
    temporary.sessionToken = "token"
    temporary.expiresAt = now.advanced(by: .seconds(1))
    let verifier = SignatureVerifier([temporary])
    var other = temporary
    other.sessionToken = "another"
    let good = try signed("sqs", as: temporary)

    #expect(throws: Never.self) { try verifier.verify(good, for: "sqs", at: now) }
    for wrong in [keys, other] {
      #expect(throws: SigningFault.wrongToken) {
        try verifier.verify(signed("sqs", as: wrong), for: "sqs", at: now)
      }
    }
    #expect(throws: SigningFault.expiredToken) {
      try verifier.verify(good, for: "sqs", at: now.advanced(by: .seconds(1)))
    }
    #expect(throws: SigningFault.wrongToken) { try verify(good, "sqs") }
  }

  @Test func `a body is held against the digest that was signed`() throws {
    let verified = try verify(signed("s3", body: Array("body".utf8)), "s3")

    #expect(throws: Never.self) { try verified.check(Array("body".utf8)) }
    let fault = #expect(throws: SigningFault.self) { try verified.check(Array("Body".utf8)) }
    #expect(fault?.s3Error.kind == .contentDigestMismatch)
  }

  @Test func `S3 wants to know of the body, and in words that it knows`() throws {
    var request = try signed("s3")
    request.headers[PayloadHash.header] = "ABC"
    #expect(throws: SigningFault.malformedPayloadHash("ABC")) { try verify(request, "s3") }
    request.headers[PayloadHash.header] = nil
    #expect(throws: SigningFault.missingPayloadHash) { try verify(request, "s3") }
  }

  /// Seed 7.
  @Test func `no damage to a request makes its verifying trap`() throws {
    var random = RandomSource.seeded(7)
    let header = try signed("s3", target: "/b/k?a=b&c")
    let signer = RequestSigner(service: "s3", region: "eu-west-1")
    for _ in 0..<2000 {
      var request = header
      for (index, field) in header.headers.fields.enumerated() where index % 3 == 0 {
        request.headers[field.name] = Mutation.of(field.value, with: &random)
      }
      request.target = HTTPTarget(Mutation.of(header.target.description, with: &random))
      _ = try? verify(request, "s3")
    }
    let target = try signer.presign(header, to: origin, as: keys, at: now, for: .seconds(60))
    for _ in 0..<2000 {
      let request = HTTPRequest(
        "GET", HTTPTarget(Mutation.of(target.description, with: &random)), headers: ["Host": "h"])
      _ = try? verify(request, "s3")
    }
  }

  private func signed(
    _ service: String, target: String = "/", body: [UInt8] = [], as signer: AWSCredentials? = nil
  ) throws -> HTTPRequest {
    var request = HTTPRequest("POST", HTTPTarget(target), body: body)
    try RequestSigner(service: service, region: "eu-west-1").sign(
      &request, to: origin, as: signer ?? keys, at: now)
    return request
  }

  @discardableResult
  private func verify(
    _ request: HTTPRequest, _ service: String, at moment: Timestamp? = nil
  ) throws -> VerifiedSignature {
    try SignatureVerifier([keys]).verify(request, for: service, at: moment ?? now)
  }
}
