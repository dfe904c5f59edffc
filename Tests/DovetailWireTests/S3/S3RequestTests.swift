import DovetailCrypto
import DovetailTransport
import DovetailWire
import Testing

@Suite("Requests to S3")
struct S3RequestTests {
  private let key: BlobKey

  init() throws {
    key = BlobKey(bucket: try BucketName("my-bucket"), key: "k")
  }

  @Test func `what boto3 sends to store an object is read`() throws {
    let request = try RoundTrip.read(
      "PUT", "/my-bucket/k",
      [
        "Host": "localhost:4566", "If-None-Match": "*", "Content-Type": "text/plain",
        "x-amz-meta-Task": "a b", "x-amz-sdk-checksum-algorithm": "CRC32",
        "x-amz-checksum-crc32": "NhCmhg==", "Content-MD5": "XUFAKrxLKna5cZ2REBfFkg==",
        "User-Agent": "Boto3", "Expect": "100-continue", "x-amz-meta-task": "c",
      ], "hello")

    var expected = PutObject(key, Array("hello".utf8))
    expected.options.condition = .ifAbsent
    expected.options.metadata = ObjectMetadata(contentType: "text/plain", user: ["task": "a b,c"])
    expected.options.checksum = Checksum(.crc32, "NhCmhg==")
    expected.options.contentMD5 = "XUFAKrxLKna5cZ2REBfFkg=="
    #expect(request == .putObject(expected))
  }

  @Test func `what boto3 sends to read an object is read`() throws {
    let request = try RoundTrip.read(
      "GET", "/my-bucket/k?partNumber=2&versionId=null&response-content-type=a%2Fb",
      ["x-amz-checksum-mode": "ENABLED", "If-None-Match": "abc", "If-Modified-Since": "soon"])

    var expected = GetObject(
      key, ObjectReading(ReadObjectOptions(partNumber: 2), wantsChecksum: true))
    expected.read.options.conditions.ifNoneMatch = ETag(rawValue: "abc")
    expected.read.overrides.contentType = "a/b"
    #expect(request == .getObject(expected))
  }

  @Test(arguments: [
    ("bytes=0-9", BlobRange.bytes(0...9)), ("bytes=5-", .from(5)), ("bytes=-5", .last(5)),
    ("bytes=-0", .last(0)), ("bytes=0-99999999999999999999", .bytes(0...Int.max)),
    ("bytes=9-0", nil),
    ("bytes=", nil), ("bytes=-", nil), ("bytes=a-b", nil), ("bytes=0-1,3-4", nil),
    ("items=0-1", nil),
    ("bytes=1-2-3", nil), ("bytes=+1-2", nil), ("0-1", nil),
  ])
  func `a range that is malformed counts as none`(text: String, range: BlobRange?) throws {
    let request = try RoundTrip.read("GET", "/my-bucket/k", ["Range": text])

    #expect(request == .getObject(GetObject(key, ObjectReading(ReadObjectOptions(range: range)))))
  }

  @Test func `a list with everything in it is read`() throws {
    let request = try RoundTrip.read(
      "GET",
      "/my-bucket?list-type=2&prefix=a+b%2F&delimiter=%2F&max-keys=7&encoding-type=url&start-after="
    )

    var expected = ListObjectsV2(
      key.bucket, ListObjectsOptions(prefix: "a b/", delimiter: "/", maxKeys: 7))
    expected.encoding = .url
    #expect(request == .listObjectsV2(expected))
  }

  @Test func `what boto3 sends to delete many is read`() throws {
    let body = """
      <?xml version="1.0" encoding="UTF-8"?><Delete xmlns="http://s3.amazonaws.com/doc/2006-03-01/">\
      <Object><Key>a &amp; b</Key></Object><Object><Key>c</Key><VersionId>null</VersionId></Object></Delete>
      """
    let checksum = try Checksum(.crc32, of: Array(body.utf8))
    let request = try RoundTrip.read(
      "POST", "/my-bucket?delete", ["x-amz-checksum-crc32": checksum.value], body)

    #expect(request == .deleteObjects(DeleteObjects(["a & b", "c"], in: key.bucket)))
  }

  @Test func `what boto3 sends to complete an upload is read`() throws {
    let request = try RoundTrip.read(
      "POST", "/my-bucket/k?uploadId=abc", ["x-amz-checksum-type": "COMPOSITE"],
      """
      <CompleteMultipartUpload xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Part>
      <ETag>&quot;ab&quot;</ETag><ChecksumCRC32>NhCmhg==</ChecksumCRC32><PartNumber>1</PartNumber></Part>
      <Part><PartNumber>3</PartNumber><ETag>cd</ETag></Part></CompleteMultipartUpload>
      """)

    #expect(
      request
        == .completeMultipartUpload(
          CompleteMultipartUpload(
            UploadID(rawValue: "abc"), of: key,
            [
              CompletedPart(
                number: 1, etag: ETag(rawValue: "ab"), checksum: Checksum(.crc32, "NhCmhg==")),
              CompletedPart(number: 3, etag: ETag(rawValue: "cd")),
            ], CompleteUploadOptions(checksumType: .composite))))
  }

  @Test(
    arguments: [
      ("PUT", "/my-bucket/k", ["If-None-Match": "abc"], "", S3ErrorKind.notImplemented),
      ("PUT", "/my-bucket/k", ["If-None-Match": "*", "If-Match": "a"], "", .notImplemented),
      (
        "PUT", "/my-bucket/k", ["x-amz-checksum-crc32": "a", "x-amz-checksum-sha1": "b"], "",
        .invalidRequest
      ),
      ("PUT", "/my-bucket/k", ["x-amz-checksum-xxhash3": "a"], "", .invalidRequest),
      ("PUT", "/my-bucket/k", ["x-amz-sdk-checksum-algorithm": "CRC32"], "", .invalidRequest),
      (
        "PUT", "/my-bucket/k", ["x-amz-server-side-encryption-customer-algorithm": "AES256"], "",
        .notImplemented
      ),
      ("PUT", "/my-bucket/k", ["x-amz-copy-source": "my-bucket"], "", .invalidArgument),
      (
        "PUT", "/my-bucket/k", ["x-amz-copy-source": "my-bucket/a?versionId=1"], "",
        .invalidArgument
      ),
      ("PUT", "/my-bucket/k", ["x-amz-copy-source": "my-bucket/%FF"], "", .invalidArgument),
      (
        "PUT", "/my-bucket/k", ["x-amz-copy-source": "b/a", "x-amz-metadata-directive": "X"], "",
        .invalidArgument
      ),
      ("PUT", "/my-bucket/k?uploadId=a&partNumber=0", [:], "", .invalidArgument),
      ("PUT", "/my-bucket/k?uploadId=a&partNumber=x", [:], "", .invalidArgument),
      ("PUT", "/my-bucket/k?uploadId=a", [:], "", .invalidArgument),
      (
        "PUT", "/my-bucket/k?uploadId=a&partNumber=1",
        ["x-amz-copy-source": "/my-bucket/a", "x-amz-copy-source-range": "bytes=1-"], "",
        .invalidArgument
      ),
      ("PUT", "/my-bucket", [:], "<a/>", .malformedXML),
      ("GET", "/my-bucket?list-type=2&max-keys=-1", [:], "", .invalidArgument),
      ("GET", "/my-bucket?list-type=2&max-keys=x", [:], "", .invalidArgument),
      ("GET", "/my-bucket?list-type=2&encoding-type=x", [:], "", .invalidArgument),
      ("GET", "/my-bucket?prefix=%FF", [:], "", .invalidURI),
      ("GET", "/my-bucket?versioning", [:], "", .notImplemented),
      ("PUT", "/my-bucket/k?tagging", [:], "", .notImplemented),
      ("GET", "/my-bucket/k?versionId=3", [:], "", .invalidArgument),
      ("GET", "/?max-buckets=0", [:], "", .invalidArgument),
      ("DELETE", "/my-bucket/k", ["If-Match": "a"], "", .notImplemented),
      (
        "POST", "/my-bucket?delete", [:], "<Delete><Object><Key>a</Key></Object></Delete>",
        .invalidRequest
      ),
      (
        "POST", "/my-bucket?delete", ["Content-MD5": "x"],
        "<Delete><Object><Key>a</Key></Object></Delete>", .invalidDigest
      ),
      (
        "POST", "/my-bucket?delete", ["Content-MD5": "XUFAKrxLKna5cZ2REBfFkg=="],
        "<Delete><Object><Key>a</Key></Object></Delete>", .badDigest
      ),
      (
        "POST", "/my-bucket?delete", ["x-amz-checksum-crc32": "NhCmhg=="],
        "<Delete><Object><Key>a</Key></Object></Delete>", .badDigest
      ),
      ("POST", "/my-bucket?delete", [:], "<Delete></Delete>", .malformedXML),
      ("POST", "/my-bucket?delete", [:], "", .malformedXML),
      (
        "POST", "/my-bucket?delete", [:],
        "<Delete><Object><Key>a</Key><ETag>b</ETag></Object></Delete>", .notImplemented
      ),
      (
        "POST", "/my-bucket?delete", [:],
        "<Delete><Object><Key>a</Key><VersionId>b</VersionId></Object></Delete>", .invalidArgument
      ),
      ("POST", "/my-bucket", [:], "", .notImplemented),
      ("POST", "/my-bucket/k", [:], "", .notImplemented),
      ("POST", "/my-bucket/k?uploadId=a", [:], "", .malformedXML),
      ("POST", "/my-bucket/k?uploadId=a", [:], "<CompleteMultipartUpload/>", .malformedXML),
      (
        "POST", "/my-bucket/k?uploadId=a", [:],
        "<CompleteMultipartUpload><Part><ETag>a</ETag></Part></CompleteMultipartUpload>",
        .malformedXML
      ),
      ("PATCH", "/my-bucket/k", [:], "", .methodNotAllowed),
      ("PUT", "/", [:], "", .methodNotAllowed),
      ("OPTIONS", "/my-bucket", [:], "", .methodNotAllowed),
    ] as [(String, String, [String: String], String, S3ErrorKind)])
  func `what cannot be done is refused as S3 refuses it`(
    method: String, target: String, headers: [String: String], body: String, kind: S3ErrorKind
  ) {
    var fields = HTTPHeaders()
    for (name, value) in headers { fields.add(name, value) }

    let error = #expect(throws: S3Error.self) {
      try RoundTrip.read(method, target, fields, body)
    }

    #expect(error?.kind == kind)
  }

  @Test func `a presigned URL may have headers of Amazon's in its query`() throws {
    let target =
      "/my-bucket/k?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=a&X-Amz-Date=b&X-Amz-Expires=60"
      + "&X-Amz-SignedHeaders=host&X-Amz-Signature=c&X-Amz-Content-Sha256=UNSIGNED-PAYLOAD"
    let read = try RoundTrip.read("GET", target + "&x-amz-checksum-mode=ENABLED&x-id=GetObject")
    let put = try RoundTrip.read(
      "PUT", target + "&x-amz-meta-a=b%20c&x-amz-meta-d=e", ["x-amz-meta-d": "f"])

    #expect(read == .getObject(GetObject(key, ObjectReading(wantsChecksum: true))))
    #expect(
      put
        == .putObject(
          PutObject(
            key, [], PutObjectOptions(metadata: ObjectMetadata(user: ["a": "b c", "d": "f"])))))
  }

  @Test func `no header can hold what would end it`() {
    for type in ["a\r\nb: c", "a\nb", "a\u{0}"] {
      let call = PutObject(key, [], PutObjectOptions(metadata: ObjectMetadata(contentType: type)))
      let error = #expect(throws: S3Error.self) {
        try call.request(to: S3Endpoint(HTTPOrigin(.http, "localhost")))
      }
      #expect(error?.kind == .invalidArgument)
    }
    let named = PutObject(key, [], PutObjectOptions(metadata: ObjectMetadata(user: ["a:b\n": "c"])))
    #expect(throws: S3Error.self) {
      try named.request(to: S3Endpoint(HTTPOrigin(.http, "localhost")))
    }
  }

  /// Seed 10.
  @Test func `no damage to a request or an answer makes its reading trap`() throws {
    var random = RandomSource.seeded(10)
    let upload = UploadID(rawValue: "abc")
    let endpoint = S3Endpoint(HTTPOrigin(.http, "localhost"), isPathStyle: true)
    let options = ReadObjectOptions(range: .bytes(1...2))
    let requests = [
      try DeleteObjects(["a", "b"], in: key.bucket).request(to: endpoint),
      try GetObject(key, ObjectReading(options)).request(to: endpoint),
      try CopyObject(key, to: key).request(to: endpoint),
      try ListParts(upload, of: key).request(to: endpoint),
      try CompleteMultipartUpload(
        upload, of: key, [CompletedPart(number: 1, etag: ETag(rawValue: "a"))]
      ).request(to: endpoint),
      try ListObjectsV2(key.bucket).request(to: endpoint),
    ]
    for request in requests {
      for _ in 0..<500 {
        var damaged = request
        damaged.target = HTTPTarget(Mutation.of(request.target.description, with: &random))
        damaged.body = Mutation.of(request.body, with: &random)
        for field in request.headers.fields {
          damaged.headers[field.name] = Mutation.of(field.value, with: &random)
        }
        guard let place = try? S3Hosts([]).place(of: damaged) else { continue }
        _ = try? S3Request(damaged, at: place)
        _ = try? GetObject(key).answer(
          from: HTTPResponse(206, headers: damaged.headers, body: damaged.body))
        _ = S3Error(reading: HTTPResponse(400, body: damaged.body), to: place)
      }
    }
  }
}
