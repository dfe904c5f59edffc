import DovetailCrypto
import DovetailTransport
import DovetailWire
import Testing

@testable import DovetailAWS

@Suite("Objects of S3")
struct AWSBlobStoreTests {
  private let stored = ScriptedExchange.Step.answer(200, "", ["ETag": "\"tag\""])

  private func error(_ code: String, _ more: String = "") -> String {
    "<Error><Code>\(code)</Code><Message>because</Message>\(more)</Error>"
  }

  @Test func `a put goes to the bucket's host, with a checksum and signed bytes`() async throws {
    let bench = try AWSBench([stored])

    let info = try await bench.blobs.put(Array("a".utf8), at: bench.key("x/ü"))

    let call = try #require(bench.exchange.calls.first)
    #expect(call.origin.description == "https://results.s3.eu-west-1.amazonaws.com")
    #expect(call.request.target.description == "/x/%C3%BC")
    #expect(call.request.headers["x-amz-checksum-crc32"] != nil)
    #expect(call.request.headers["x-amz-content-sha256"]?.utf8.count == 64)
    #expect(call.options.timeout == nil)
    #expect(call.options.slowest != nil)
    #expect(info.etag.rawValue == "tag")
    #expect(info.size == 1)
  }

  @Test func `a custom endpoint has the bucket in the path, and gets no checksum`() async throws {
    let bench = try AWSBench([stored]) { configuration, _ in
      configuration.s3.endpoint = "http://127.0.0.1:9000/base"
    }

    _ = try await bench.blobs.put([1], at: bench.key("x"))

    let call = try #require(bench.exchange.calls.first)
    #expect(call.origin.description == "http://127.0.0.1:9000")
    #expect(call.request.target.description == "/base/results/x")
    #expect(call.request.headers["x-amz-checksum-crc32"] == nil)
  }

  @Test func `a bucket's owner, key and credentials go along`() async throws {
    let bench = try AWSBench([stored]) { configuration, bucket in
      var own = AWSBucketConfiguration()
      own.expectedOwner = "123456789012"
      own.encryptionKey = "alias/mine"
      own.credentials = .fixed(AWSCredentials(accessKeyID: "OTHER", secretAccessKey: "s"))
      configuration.buckets[bucket] = own
    }

    _ = try await bench.blobs.put([1], at: bench.key("x"))

    let headers = try #require(bench.exchange.calls.first?.request.headers)
    #expect(headers["x-amz-expected-bucket-owner"] == "123456789012")
    #expect(headers["x-amz-server-side-encryption"] == "aws:kms")
    #expect(headers["x-amz-server-side-encryption-aws-kms-key-id"] == "alias/mine")
    #expect(headers["Authorization"]?.contains("Credential=OTHER/") == true)
  }

  @Test func `a bucket in another region is followed there, and asked there from then on`()
    async throws
  {
    let bench = try AWSBench([
      .answer(301, error("PermanentRedirect"), ["x-amz-bucket-region": "us-west-2"]), stored,
      stored,
    ])

    _ = try await bench.blobs.put([1], at: bench.key("x"))
    _ = try await bench.blobs.put([1], at: bench.key("x"))

    #expect(
      bench.exchange.calls.map(\.origin.host) == [
        "results.s3.eu-west-1.amazonaws.com", "results.s3.us-west-2.amazonaws.com",
        "results.s3.us-west-2.amazonaws.com",
      ])
    #expect(
      bench.exchange.calls[1].request.headers["Authorization"]?.contains("/us-west-2/s3/") == true)
  }

  @Test
  func
    `a condition that fails only on the second attempt may be one's own doing, and is looked into`()
    async throws
  {
    let bench = try AWSBench([
      .fail(.interrupted), .answer(412, error("PreconditionFailed")),
      .answer(200, "mine", ["ETag": "\"tag\""]),
    ])
    let key = bench.key("x")

    let info = try await withoutWaiting(on: bench.clock) {
      try await bench.blobs.put(Array("mine".utf8), at: key, .ifAbsent)
    }

    #expect(info.etag.rawValue == "tag")
  }

  @Test func `another's object is a failed condition, also after an attempt without an answer`()
    async throws
  {
    let bench = try AWSBench([
      .fail(.interrupted), .answer(412, error("PreconditionFailed")),
      .answer(200, "another's", ["ETag": "\"tag\""]),
    ])
    let key = bench.key("x")

    let error = await #expect(throws: TransportError.self) {
      try await withoutWaiting(on: bench.clock) {
        try await bench.blobs.put(Array("mine".utf8), at: key, .ifAbsent)
      }
    }

    #expect(error?.code == .preconditionFailed)
  }

  @Test func `what comes is checked against S3's own checksum`() async throws {
    let good = try Checksum(.crc32, of: Array("good".utf8))
    let headers = ["x-amz-checksum-crc32": good.value, "ETag": "\"tag\""]
    let bench = try AWSBench([.answer(200, "good", headers), .answer(200, "evil", headers)])

    #expect(try await bench.blobs.get(bench.key("x")).bytes == Array("good".utf8))
    let error = await #expect(throws: TransportError.self) {
      try await bench.blobs.get(bench.key("x"))
    }

    #expect(error?.code == .digestMismatch)
    #expect(bench.exchange.calls[0].request.headers["x-amz-checksum-mode"] == "ENABLED")
  }

  @Test func `HEAD of what is not there asks once whether the bucket is`() async throws {
    let bench = try AWSBench([.answer(404), .answer(200), .answer(404)])

    #expect(try await bench.blobs.head(bench.key("x")) == nil)
    #expect(try await bench.blobs.head(bench.key("x")) == nil)

    #expect(bench.exchange.calls.map(\.request.target.path) == ["/x", "/", "/x"])
  }

  @Test func `HEAD in a bucket that is not there says so`() async throws {
    let bench = try AWSBench([.answer(404), .answer(404)])

    let error = await #expect(throws: TransportError.self) {
      try await bench.blobs.head(bench.key("x"))
    }

    #expect(error?.code == .bucketDoesNotExist)
  }

  @Test func `each key of a delete has its own outcome`() async throws {
    let bench = try AWSBench([
      .answer(
        200,
        "<DeleteResult><Error><Key>b</Key><Code>AccessDenied</Code><Message>no</Message></Error>"
          + "</DeleteResult>", ["Content-Type": "application/xml"])
    ])

    let outcomes = try await bench.blobs.delete(["a", "b", ""], in: bench.bucket)

    #expect(outcomes.map { (try? $0.get()) != nil } == [true, false, false])
    #expect(bench.exchange.calls.first?.body.contains("<Key></Key>") == false)
  }

  @Test func `a large object is stored in parts, and put together in their order`() async throws {
    let created =
      "<InitiateMultipartUploadResult><UploadId>up</UploadId></InitiateMultipartUploadResult>"
    let done =
      "<CompleteMultipartUploadResult><ETag>\"whole-3\"</ETag></CompleteMultipartUploadResult>"
    var bench = try AWSBench([
      .answer(200, created, ["Content-Type": "application/xml"]), stored, stored, stored,
      .answer(200, done, ["Content-Type": "application/xml"]),
    ])
    bench.blobs.partThreshold = 1000

    let info = try await bench.blobs.put(
      [UInt8](repeating: 7, count: 17 << 20), at: bench.key("x"), .ifAbsent)

    let calls = bench.exchange.calls
    #expect(info.etag.rawValue == "whole-3")
    #expect(
      Set(calls[1...3].map(\.request.target.query)) == [
        "partNumber=1&uploadId=up", "partNumber=2&uploadId=up", "partNumber=3&uploadId=up",
      ])
    #expect(calls[1...3].map(\.request.body.count).sorted() == [1 << 20, 8 << 20, 8 << 20])
    let numbers = calls[4].body.matches(of: /<PartNumber>(\d)<.PartNumber>/).map { String($0.1) }
    #expect(numbers == ["1", "2", "3"])
    #expect(calls[4].request.headers["If-None-Match"] == "*")
  }

  @Test func `parts of an upload that failed are thrown away`() async throws {
    let created =
      "<InitiateMultipartUploadResult><UploadId>up</UploadId></InitiateMultipartUploadResult>"
    var bench = try AWSBench([
      .answer(200, created, ["Content-Type": "application/xml"]),
      .answer(403, error("AccessDenied")), .answer(204),
    ])
    bench.blobs.partThreshold = 1000
    let blobs = bench.blobs
    let key = bench.key("x")

    await #expect(throws: TransportError.self) {
      try await blobs.put([UInt8](repeating: 7, count: 2000), at: key)
    }

    let last = try #require(bench.exchange.calls.last)
    #expect(last.request.method == "DELETE")
    #expect(last.request.target.query == "uploadId=up")
  }

  @Test func `an error inside of a success is an error`() async throws {
    let created =
      "<InitiateMultipartUploadResult><UploadId>up</UploadId></InitiateMultipartUploadResult>"
    let xml = ["Content-Type": "application/xml"]
    var bench = try AWSBench([
      .answer(200, created, xml), stored, .answer(200, error("InvalidPart"), xml),
      .answer(204),
    ])
    bench.blobs.partThreshold = 1000
    let blobs = bench.blobs
    let key = bench.key("x")

    await #expect(throws: TransportError.self) {
      try await withoutWaiting(on: bench.clock) {
        try await blobs.put([UInt8](repeating: 7, count: 2000), at: key)
      }
    }
  }
}
