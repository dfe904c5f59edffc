import DovetailTransport
import DovetailWire
import Testing

@Suite("Errors of S3")
struct S3ErrorTests {
  private let key: BlobKey

  init() throws {
    key = BlobKey(bucket: try BucketName("my-bucket"), key: "a/b")
  }

  @Test func `an error is the document that S3 sends`() throws {
    let error = S3Error(.noSuchKey, nil, [.init("Key", "<a&b>")])
    let response = error.response(RoundTrip.ids, to: "GET")

    #expect(response.status == 404)
    #expect(response.headers["Content-Type"] == "application/xml")
    #expect(response.headers["x-amz-request-id"] == "REQUEST")
    #expect(
      String(decoding: response.body, as: UTF8.self) == """
        <?xml version="1.0" encoding="UTF-8"?>
        <Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message>\
        <Key>&lt;a&amp;b&gt;</Key><RequestId>REQUEST</RequestId><HostId>HOST</HostId></Error>
        """)
    let read = S3Error(reading: response, to: .object(key))
    #expect(read.kind == .noSuchKey)
    #expect(read.kind.status == 404)
    #expect(read["Key"] == "<a&b>")
    #expect(read["RequestId"] == "REQUEST")
  }

  @Test func `an answer to HEAD has no body, so its status has to tell`() throws {
    let response = S3Error(.noSuchKey).response(RoundTrip.ids, to: "HEAD")
    let bucket = S3Place.bucket(key.bucket)

    #expect(response.body.isEmpty)
    #expect(S3Error(reading: response, to: .object(key)).kind == .noSuchKey)
    #expect(S3Error(reading: response, to: bucket).kind == .noSuchBucket)
    for (status, code) in [
      (403, TransportError.Code.accessDenied), (412, .preconditionFailed), (416, .invalidRange),
      (500, .outcomeUnknown), (502, .unreachable), (503, .unreachable), (429, .throttled),
      (400, .invalidRequest), (301, .invalidRequest), (501, .unsupportedOperation),
    ] {
      #expect(
        S3Error(reading: HTTPResponse(status), to: bucket).kind.transportCode == code, "\(status)")
    }
  }

  @Test func `a bucket's region comes back from where it was asked for wrongly`() {
    let error = S3Error(.permanentRedirect, nil, [.init("Region", "eu-west-1")])
    let response = error.response(RoundTrip.ids, to: "HEAD")

    #expect(response.headers["x-amz-bucket-region"] == "eu-west-1")
    #expect(S3Error(reading: response, to: .object(key))["Region"] == "eu-west-1")
  }

  @Test(arguments: ["", "<html>502</html>", "<Error/>", "<Error><Code></Code></Error>", "\u{0}"])
  func `a body that is no error's leaves the status`(body: String) {
    let response = HTTPResponse(
      502, headers: ["x-amz-request-id": "ID"], body: Array(body.utf8))
    let error = S3Error(reading: response, to: .object(key))

    #expect(error.kind.code == "502")
    #expect(error.kind.transportCode == .unreachable)
    #expect(error["RequestId"] == "ID")
  }

  @Test(arguments: TransportError.Code.allCases)
  func `a store's fault that S3 has a word for comes back as it was`(code: TransportError.Code) {
    let sent = S3Error(TransportError(code, attempt: "", detail: "why"), at: .object(key))
    let read = S3Error(reading: sent.response(RoundTrip.ids, to: "GET"), to: .object(key))

    if sent.kind.status < 500 || code == .throttled || code == .unsupportedOperation {
      #expect(read.kind.transportCode == (code == .invalidParameterValue ? .invalidArgument : code))
      #expect(read.message == "why")
    } else {
      // What the server says of its files is not told.
      #expect(!read.message.contains("why"))
      #expect(read.transportError("get").isTransient)
    }
  }

  @Test func `an error names what it is about`() throws {
    let missing = TransportError(.bucketDoesNotExist, attempt: "")

    #expect(S3Error(missing, at: .bucket(key.bucket))["BucketName"] == "my-bucket")
    #expect(
      S3Error(TransportError(.blobDoesNotExist, attempt: ""), at: .object(key))["Key"] == "a/b")
    #expect(
      S3Error(.noSuchBucket).transportError("get s3://b/k").description
        == "Could not get s3://b/k: The specified bucket does not exist (NoSuchBucket, status 404)")
  }

  @Test(arguments: [
    ("ExpiredToken", 400, TransportError.Code.accessDenied), ("SlowDown", 503, .throttled),
    ("KMS.DisabledException", 400, .kmsDisabled), ("RequestTimeout", 400, .unreachable),
    ("OperationAborted", 409, .conditionalRequestConflict), ("Unheard", 418, .invalidRequest),
    ("ServiceUnavailable", 503, .unreachable), ("BucketAlreadyExists", 409, .accessDenied),
  ])
  func `codes that no store has mean something to its caller`(
    code: String, status: Int, meaning: TransportError.Code
  ) {
    #expect(S3ErrorKind(code, status, "").transportCode == meaning)
  }

  @Test func `an answer that cannot be read leaves open what happened`() throws {
    let call = ListObjectsV2(key.bucket)
    for body in [
      "", "<ListBucketResult>", "<Other/>",
      "<ListBucketResult><MaxKeys>x</MaxKeys></ListBucketResult>",
    ] {
      let error = #expect(throws: S3Error.self) {
        try call.answer(from: HTTPResponse(200, body: Array(body.utf8)))
      }
      #expect(error?.kind == .unreadableAnswer)
      #expect(error?.transportError("").code == .outcomeUnknown)
    }
  }
}
