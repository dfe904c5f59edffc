import DovetailCrypto
import DovetailTransport
import DovetailWire
import Testing

@Suite("Bodies in aws-chunked")
struct AWSChunkedReaderTests {
  private let now = Timestamp(milliseconds: 1_742_042_096_000)
  private let keys = AWSCredentials(
    accessKeyID: "AKIDDOVETAIL00000001",
    secretAccessKey: "dovetail/EXAMPLE+secret/key0123456789abcd")

  @Test(arguments: try ChunkedVector.all(), [1, 7, 64, 8191, 1 << 20])
  func `signed chunks are verified, in slices of any size`(
    vector: ChunkedVector, slice: Int
  ) throws {
    let request = try vector.signedRequest()
    let verified = try SignatureVerifier([keys]).verify(request, for: "s3", at: now)

    let (bytes, checksum) = try read(request, verified, slice: slice)

    #expect(bytes == vector.chunksBase64.flatMap { Array($0) })
    #expect(checksum?.value == vector.trailer?[1])
  }

  @Test(arguments: try ChunkedVector.all())
  func `a changed chunk, or signature, is refused`(vector: ChunkedVector) throws {
    let request = try vector.signedRequest()
    let verified = try SignatureVerifier([keys]).verify(request, for: "s3", at: now)
    // In the first chunk, in the signatures of the second and of the last, and in that of the trailer.
    let places = [200, request.body.count - 260, request.body.count - 10]

    for place in places {
      var changed = request
      changed.body[place] ^= 1
      let error = #expect(throws: S3Error.self) { try changed.withoutChunks(verified) }
      #expect(
        [.signatureDoesNotMatch, .malformedTrailer, .invalidRequest]
          .contains(try #require(error).kind))
    }
    #expect(throws: S3Error.self) {
      var changed = request
      changed.body[100] ^= 1
      return try changed.withoutChunks(verified)
    }
  }

  @Test func `what botocore sends with a trailer is read`() throws {
    let vector = try #require(try SigningVector.all().first { $0.id == "client-s3-put" })
    let request = try vector.signedRequest()
    let verified = try SignatureVerifier([vector.signer]).verify(request, for: "s3", at: now)

    let plain = try request.withoutChunks(verified)

    #expect(plain.body == Array(#"{"ok":true}"#.utf8))
    #expect(plain.headers["x-amz-checksum-crc32"] == "p9RfkA==")
    #expect(plain.headers["Content-Encoding"] == nil)
    #expect(plain.headers["Content-Length"] == "11")
    #expect(plain.headers["x-amz-trailer"] == nil)
  }

  @Test func `other encodings stay, and a plain body is left as it is`() throws {
    var request = chunked("3\r\nabc\r\n0\r\n\r\n", length: 3)
    request.headers["Content-Encoding"] = "aws-chunked, gzip"
    let plain = HTTPRequest("PUT", HTTPTarget("/b/k"), body: [1])

    #expect(try request.withoutChunks(nil).headers["Content-Encoding"] == "gzip")
    #expect(try plain.withoutChunks(nil) == plain)
  }

  @Test(arguments: [
    "3\r\nabc\r\n0\r\n\r\n", "3\nabc\n0\n\n", "1\r\na\r\n2\r\nbc\r\n0\r\n\r\n", "3\r\nabc\r\n0\r\n",
    "03 ;a=b\r\nabc\r\n0;x\r\n\r\n", "3\r\nabc\r\n0\r\nx-other: v\r\n\r\n",
    "3;chunk-signature=0\r\nabc\r\n0;chunk-signature=0\r\n\r\n",
  ])
  func `what is framed in one of these ways is read`(framed: String) throws {
    #expect(try chunked(framed, length: 3).withoutChunks(nil).body == Array("abc".utf8))
  }

  @Test(arguments: [
    ("", 3, S3ErrorKind.incompleteBody), ("3\r\nab", 3, .incompleteBody),
    ("3\r\nabc", 3, .incompleteBody), ("3\r\nabc\r\n", 3, .incompleteBody),
    ("3\r\nabc\r\n0\r\n\r\n", 4, .incompleteBody), ("3\r\nabc\r\n0\r\n\r\n", 2, .incompleteBody),
    ("FFFFFFFFFFFFFFF\r\n", 3, .incompleteBody), ("FFFFFFFFFFFFFFFF\r\n", 3, .invalidRequest),
    ("-1\r\n", 3, .invalidRequest), ("x\r\n", 3, .invalidRequest), ("\r\n", 3, .invalidRequest),
    ("2\r\nabc\r\n0\r\n\r\n", 3, .invalidRequest), ("3\r\nabc\r\n0\r\n\r\nx", 3, .invalidRequest),
    ("3\r\nabc\r\n0\r\nx\r\n\r\n", 3, .malformedTrailer),
    ("3\r\nabc\r\n0\r\nx:1\r\nx:2\r\n\r\n", 3, .malformedTrailer),
    ("3\r\nabc\r\n0\r\nx:1", 3, .malformedTrailer),
  ])
  func `malformed framing is refused`(framed: String, length: Int, kind: S3ErrorKind) {
    let error = #expect(throws: S3Error.self) {
      try chunked(framed, length: length).withoutChunks(nil)
    }
    #expect(error?.kind == kind)
  }

  @Test func `lines without an end are not gathered`() {
    let endless = String(repeating: "a", count: 1_000_000)

    let size = #expect(throws: S3Error.self) {
      try chunked("3;" + endless, length: 3).withoutChunks(nil)
    }
    #expect(size?.kind == .invalidRequest)
    let trailer = #expect(throws: S3Error.self) {
      try chunked("3\r\nabc\r\n0\r\nx:" + endless, length: 3).withoutChunks(nil)
    }
    #expect(trailer?.kind == .invalidRequest)
    let many = (0..<100).map { "x-\($0):v\r\n" }.joined()
    #expect(throws: S3Error.self) {
      try chunked("3\r\nabc\r\n0\r\n\(many)\r\n", length: 3).withoutChunks(nil)
    }
  }

  @Test(arguments: ChecksumAlgorithm.allCases)
  func `the checksum in the trailer is compared`(algorithm: ChecksumAlgorithm) throws {
    let right = try Checksum(algorithm, of: Array("abc".utf8))
    let wrong = try Checksum(algorithm, of: Array("abd".utf8))
    func request(_ value: String) -> HTTPRequest {
      var request = chunked(
        "3\r\nabc\r\n0\r\n\(algorithm.header): \(value)\r\n\r\n", length: 3)
      request.headers["X-Amz-Trailer"] = algorithm.header
      return request
    }

    #expect(try request(right.value).withoutChunks(nil).headers[algorithm.header] == right.value)
    #expect(
      #expect(throws: S3Error.self) { try request(wrong.value).withoutChunks(nil) }?.kind
        == .badDigest)
    #expect(
      #expect(throws: S3Error.self) { try request("x").withoutChunks(nil) }?.kind == .invalidRequest
    )
  }

  @Test func `a trailer that was announced has to come, and to be one that is known`() {
    var request = chunked("3\r\nabc\r\n0\r\n\r\n", length: 3)
    request.headers["x-amz-trailer"] = "x-amz-checksum-crc32"
    #expect(
      #expect(throws: S3Error.self) { try request.withoutChunks(nil) }?.kind == .malformedTrailer)
    request.headers["x-amz-trailer"] = "x-amz-checksum-xxhash3"
    #expect(
      #expect(throws: S3Error.self) { try request.withoutChunks(nil) }?.kind == .invalidRequest)
  }

  @Test(arguments: [nil, "", "-1", "x", "99999999999999999999"])
  func `the length has to be told`(length: String?) {
    var request = chunked("0\r\n\r\n", length: 0)
    request.headers["x-amz-decoded-content-length"] = length

    #expect(
      #expect(throws: S3Error.self) { try request.withoutChunks(nil) }?.kind
        == .missingContentLength)
  }

  /// Seed 9.
  @Test func `no damage to a body makes its reading trap`() throws {
    var random = RandomSource.seeded(9)
    for vector in try ChunkedVector.all() {
      let request = try vector.signedRequest()
      let verified = try SignatureVerifier([keys]).verify(request, for: "s3", at: now)
      let short = Array(request.body.suffix(500))
      for _ in 0..<1000 {
        var damaged = request
        damaged.body = Mutation.of(short, with: &random)
        damaged.headers["x-amz-decoded-content-length"] = "5"
        for signature in [nil, verified] { _ = try? damaged.withoutChunks(signature) }
      }
    }
  }

  private func chunked(_ framed: String, length: Int) -> HTTPRequest {
    HTTPRequest(
      "PUT", HTTPTarget("/b/k"),
      headers: [
        "Content-Encoding": "aws-chunked", "x-amz-decoded-content-length": String(length),
        "x-amz-content-sha256": "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
      ], body: Array(framed.utf8))
  }

  private func read(
    _ request: HTTPRequest, _ signature: VerifiedSignature?, slice: Int
  ) throws -> ([UInt8], Checksum?) {
    let form = try #require(try AWSChunkedForm(request.headers))
    var reader = try AWSChunkedReader(form, signature)
    var bytes: [UInt8] = []
    for start in stride(from: 0, to: request.body.count, by: slice) {
      let part = Array(request.body[start..<min(request.body.count, start + slice)])
      try part.withUnsafeBytes { try reader.read($0) { bytes.append(contentsOf: $0) } }
    }
    return (bytes, try reader.finish())
  }
}
