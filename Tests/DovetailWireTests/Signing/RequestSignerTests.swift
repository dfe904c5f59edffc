import DovetailTransport
import DovetailWire
import Testing

@Suite("Signing of requests")
struct RequestSignerTests {
  private let keys = AWSCredentials(accessKeyID: "AKID", secretAccessKey: "secret")
  private let origin = HTTPOrigin(.https, "sqs.eu-west-1.amazonaws.com")
  private let now = Timestamp(milliseconds: 1_742_042_096_000)

  /// One vector has botocore's own way with the header `Date`, which a signer of ours never leaves alone.
  @Test(arguments: try SigningVector.headers().filter { $0.id != "sqs-date-header" })
  func `signs as botocore does`(vector: SigningVector) throws {
    var request = vector.request.request()
    let payload = request.headers[PayloadHash.header].flatMap(PayloadHash.init)
    let signer = RequestSigner(service: vector.service, region: vector.region)

    try signer.sign(
      &request, to: vector.request.origin(), as: vector.signer, at: vector.time(),
      payload: payload)

    #expect(request.headers["Authorization"] == vector.expected.authorization)
  }

  @Test(arguments: try SigningVector.presigned())
  func `presigns as botocore does`(vector: SigningVector) throws {
    let request = vector.request.request(url: vector.input?.url)
    let signer = RequestSigner(service: vector.service, region: vector.region)

    let target = try signer.presign(
      request, to: vector.request.origin(), as: vector.signer, at: vector.time(),
      for: .seconds(try #require(vector.input?.expires)))

    #expect("https://\(try vector.request.origin().host)\(target)" == vector.expected.signedUrl)
  }

  @Test func `a signature before leaves nothing behind`() throws {
    let signer = RequestSigner(service: "sqs", region: "eu-west-1")
    let plain = HTTPRequest("POST", HTTPTarget("/"), body: Array("{}".utf8))
    var once = plain
    try signer.sign(&once, to: origin, as: keys, at: now)

    var twice = plain
    let temporary = AWSCredentials(
      accessKeyID: "ASIA", secretAccessKey: "other", sessionToken: "token")
    try signer.sign(&twice, to: origin, as: temporary, at: now.advanced(by: .seconds(-600)))
    try signer.sign(&twice, to: origin, as: keys, at: now)

    #expect(Set(twice.headers.fields) == Set(once.headers.fields))
    #expect(twice.headers.fields.count == once.headers.fields.count)
  }

  @Test func `a URL is signed afresh`() throws {
    let signer = RequestSigner(service: "s3", region: "eu-west-1")
    var request = HTTPRequest("GET", HTTPTarget("/key?versionId=null"))
    let expected = try signer.presign(
      request, to: origin, as: keys, at: now, for: .seconds(60))

    request.target = try signer.presign(
      request, to: origin, as: keys, at: now.advanced(by: .seconds(-9)), for: .seconds(5))

    #expect(
      try signer.presign(request, to: origin, as: keys, at: now, for: .seconds(60)) == expected)
  }

  @Test(arguments: [Duration.zero, .seconds(604_801)])
  func `a URL that is to be valid for longer than AWS allows is refused`(validity: Duration) {
    let signer = RequestSigner(service: "s3", region: "eu-west-1")

    #expect(throws: PresigningError.self) {
      try signer.presign(
        HTTPRequest("GET", HTTPTarget("/key")), to: origin, as: keys, at: now, for: validity)
    }
  }

  @Test func `more keys than the cache holds sign as well`() throws {
    let cache = SigningKeyCache()
    func signature(_ region: Int) throws -> String? {
      var request = HTTPRequest("POST", HTTPTarget("/"))
      try RequestSigner(service: "sqs", region: "r-\(region)", keys: cache)
        .sign(&request, to: origin, as: keys, at: now)
      return request.headers["Authorization"]
    }

    let first = try (0..<40).map(signature)

    #expect(try (0..<40).map(signature) == first)
    #expect(Set(first).count == 40)
  }

  @Test func `other secrets under one id have other keys`() throws {
    let cache = SigningKeyCache()
    let signatures = try ["a", "b", "a"].map { secret in
      var request = HTTPRequest("POST", HTTPTarget("/"))
      let keys = AWSCredentials(accessKeyID: "AKID", secretAccessKey: secret)
      try RequestSigner(service: "sqs", region: "eu-west-1", keys: cache)
        .sign(&request, to: origin, as: keys, at: now)
      return request.headers["Authorization"]
    }

    #expect(signatures[0] == signatures[2])
    #expect(signatures[0] != signatures[1])
  }
}
