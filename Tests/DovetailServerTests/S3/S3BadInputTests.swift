import DovetailSQLite
import DovetailServer
import DovetailTransport
import DovetailWire
import Testing

/// What breaks the rules, through a socket: each is refused or its connection ended, and the next client is
/// served.
@Suite("Bad input for S3", .timeLimit(.minutes(5)))
struct S3BadInputTests {
  /// A put with a body in the framing that SDKs use.
  private static func chunked(
    _ body: String, decoded: String = "5",
    hash: String = "STREAMING-UNSIGNED-PAYLOAD-TRAILER", _ more: String = ""
  ) -> String {
    "PUT /bucket/a HTTP/1.1\r\nHost: localhost\r\nContent-Encoding: aws-chunked\r\n"
      + "x-amz-decoded-content-length: \(decoded)\r\nx-amz-content-sha256: \(hash)\r\n\(more)"
      + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
  }

  private static func put(_ headers: String, _ body: String = "hello") -> String {
    "PUT /bucket/a HTTP/1.1\r\nHost: localhost\r\n\(headers)"
      + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
  }

  private static func ask(_ line: String, _ headers: String = "", _ body: String = "") -> String {
    "\(line) HTTP/1.1\r\nHost: localhost\r\n\(headers)Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
  }

  private static let hash = String(repeating: "0", count: 64)

  private static let refused: [(what: String, bytes: String)] = [
    ("a chunk without a size", chunked("hello\r\n0\r\n\r\n")),
    ("a size that is no number", chunked("zz\r\nhello\r\n0\r\n\r\n")),
    ("a size beyond all numbers", chunked("ffffffffffffffffff\r\nhello\r\n0\r\n\r\n")),
    ("a size below zero", chunked("-5\r\nhello\r\n0\r\n\r\n")),
    ("a chunk longer than it says", chunked("3\r\nhello\r\n0\r\n\r\n")),
    ("a chunk shorter than it says", chunked("9\r\nhello\r\n0\r\n\r\n")),
    ("chunks without an end", chunked("5\r\nhello\r\n")),
    ("nothing behind the end", chunked("5\r\nhello\r\n0")),
    ("bytes behind the end", chunked("5\r\nhello\r\n0\r\n\r\nmore")),
    ("a line without an end", chunked(String(repeating: "5", count: 100_000))),
    ("fewer bytes than were told", chunked("5\r\nhello\r\n0\r\n\r\n", decoded: "9")),
    ("more bytes than were told", chunked("5\r\nhello\r\n0\r\n\r\n", decoded: "2")),
    ("a length that is no number", chunked("5\r\nhello\r\n0\r\n\r\n", decoded: "five")),
    ("a length below zero", chunked("5\r\nhello\r\n0\r\n\r\n", decoded: "-5")),
    ("a length beyond all numbers", chunked("", decoded: "99999999999999999999")),
    ("a hash of no form", chunked("5\r\nhello\r\n0\r\n\r\n", hash: "STREAMING-NONSENSE")),
    (
      "an announced trailer that is not there",
      chunked("5\r\nhello\r\n0\r\n\r\n", "x-amz-trailer: x-amz-checksum-crc32\r\n")
    ),
    (
      "a trailer with another checksum",
      chunked(
        "5\r\nhello\r\n0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n",
        "x-amz-trailer: x-amz-checksum-crc32\r\n")
    ),
    ("an MD5 that is none", put("Content-MD5: !!\r\n")),
    ("another MD5", put("Content-MD5: 1B2M2Y8AsgTpgAmY7PhCfg==\r\n")),
    ("a checksum that is none", put("x-amz-checksum-crc32: AA\r\n")),
    ("another hash", put("x-amz-content-sha256: \(hash)\r\n")),
    (
      "metadata beyond 2 KB", put("x-amz-meta-a: " + String(repeating: "x", count: 3000) + "\r\n")
    ),
    ("signature version 2", put("Authorization: AWS key:signature\r\n")),
    ("a copy of nothing", ask("PUT /bucket/b", "x-amz-copy-source: \r\n")),
    ("a copy of no object", ask("PUT /bucket/b", "x-amz-copy-source: %zz\r\n")),
    ("a part beyond all", ask("PUT /bucket/a?partNumber=99999&uploadId=x", "", "hello")),
    ("a part that is no number", ask("PUT /bucket/a?partNumber=x&uploadId=x", "", "hello")),
    ("a list of no size", ask("GET /bucket?list-type=2&max-keys=many")),
    ("a name that is none", ask("PUT /No_Bucket!")),
    ("an escape that stands for nothing", ask("GET /bucket/%zz")),
    ("bytes that are no text", ask("GET /bucket/%ff%fe")),
    ("a key beyond 1,024 bytes", ask("PUT /bucket/" + String(repeating: "k", count: 1025))),
    ("deletes in no document", ask("POST /bucket?delete", "", "<Delete><Object>")),
    (
      "a document with a type of its own",
      ask(
        "POST /bucket?delete", "",
        #"<!DOCTYPE d [<!ENTITY a "b">]><Delete><Object><Key>&a;</Key></Object></Delete>"#)
    ),
    ("a completion without parts", ask("POST /bucket/a?uploadId=x", "", "<a/>")),
  ]

  @Test(arguments: refused)
  func `it is refused with the error of S3, and the next client is served`(
    what: String, bytes: String
  ) async throws {
    try await served { served in
      try await RawClient.with(served.server) { client in
        try await client.send(bytes)

        let answer = try #require(await client.answer())
        #expect((400..<500).contains(answer.status), "\(what): \(answer.status)")
        #expect(answer.text.contains("<Code>"))
      }
      try await expectServed(served)
    }
  }

  private static let broken: [(what: String, bytes: String)] = [
    (
      "half of a body",
      "PUT /bucket/a HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99\r\n\r\nhello"
    ),
    ("half of a head", "PUT /bucket/a HTTP/1.1\r\nHost: local"),
    (
      "half of a chunk",
      "PUT /bucket/a HTTP/1.1\r\nHost: localhost\r\nContent-Encoding: aws-chunked\r\n"
        + "x-amz-decoded-content-length: 5\r\nContent-Length: 99\r\n"
        + "x-amz-content-sha256: STREAMING-UNSIGNED-PAYLOAD-TRAILER\r\n\r\n5\r\nhe"
    ),
    (
      "half of a large body",
      "PUT /bucket/a HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9000000\r\n\r\n"
        + String(repeating: "x", count: 3_000_000)
    ),
    (
      "half of a document",
      "POST /bucket?delete HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99\r\n\r\n<D"
    ),
  ]

  @Test(arguments: broken)
  func `who goes away in the midst of a request stores nothing, and keeps nobody waiting`(
    what: String, bytes: String
  ) async throws {
    try await served { served in
      try await RawClient.with(served.server) { try await $0.send(bytes) }

      try await expectServed(served)
    }
  }

  @Test(arguments: ["zz\r\nhello\r\n0\r\n\r\n", "5\r\nhello6\r\n0\r\n\r\n", "\r\n\r\n"])
  func `chunks of HTTP that break its rules end the connection`(chunks: String) async throws {
    try await served { served in
      try await RawClient.with(served.server) { client in
        try await client.send(
          "PUT /bucket/a HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n"
            + "x-amz-decoded-content-length: 5\r\nContent-Encoding: aws-chunked\r\n\r\n\(chunks)")

        #expect(await client.answer()?.status == 400)
        #expect(await client.isEnded())
      }
      try await expectServed(served)
    }
  }

  @Test(arguments: ["bucket.localhost", "bucket.s3.localhost", "bucket.s3.amazonaws.com"])
  func `a bucket may stand before the host`(host: String) async throws {
    try await served { served in
      let headers: HTTPHeaders = ["Host": "\(host):\(served.server.port)", "Content-Length": "5"]
      let put = HTTPRequest(
        "PUT", HTTPTarget("/deep/key"), headers: headers, body: Array("hello".utf8))

      #expect(try await served.send(put).status == 200)

      let got = try await served.send(
        HTTPRequest("GET", HTTPTarget("/bucket/deep/key"), headers: ["Host": "localhost"]))
      #expect(got.text == "hello")
    }
  }

  /// The bucket's own host is part of what is signed.
  @Test func `a signed call may name its bucket before the host`() async throws {
    try await ServedAccount.with { served in
      let key = BlobKey(bucket: try BucketName("bucket"), key: "a b/ü")
      _ = try await served.call(CreateBucket(key.bucket), isPathStyle: false)
      _ = try await served.call(PutObject(key, Array("hello".utf8)), isPathStyle: false)

      let got = try await served.call(GetObject(key), isPathStyle: false)

      #expect(got.bytes == Array("hello".utf8))
      #expect(
        try await served.call(ListObjectsV2(key.bucket), isPathStyle: false).entries.map(\.key) == [
          "a b/ü"
        ])
    }
  }

  private func served(_ body: (ServedAccount) async throws -> Void) async throws {
    try await ServedAccount.withoutCredentials { served in
      try await served.server.state.double.blobs.createBucket(BucketName("bucket"))
      try await body(served)
    }
  }

  /// Nothing was stored, and the server answers.
  private func expectServed(_ served: ServedAccount) async throws {
    let got = try await served.send(
      HTTPRequest("GET", HTTPTarget("/bucket/a"), headers: ["Host": "localhost"]))
    #expect(S3Error(reading: got, to: .service).kind == .noSuchKey)
  }
}
