import DovetailTransport
import DovetailWire

/// Takes the framing of aws-chunked off bodies that come whole, and in slices: both must come to the same.
enum ChunkReading {
  static func read(_ bytes: [UInt8]) {
    guard bytes.count > 4 else { return }
    let headers = headers(bytes)
    let body = Array(bytes.dropFirst(4))
    let slice = Int(bytes[1]) % 32 + 1
    for signature in [nil, signature(of: headers)] {
      let whole = plain(body, headers, signature, slice: body.count)
      let pieces = plain(body, headers, signature, slice: slice)
      expect(whole == pieces, "A body in slices of \(slice) was read otherwise than whole.")
      guard case .success(let plain) = whole else { continue }
      expect(plain.count == length(bytes), "A body is not as long as it was announced.")
    }
  }

  private static func plain(
    _ body: [UInt8], _ headers: HTTPHeaders, _ signature: VerifiedSignature?, slice: Int
  ) -> Result<[UInt8], S3Error> {
    Result { () throws(S3Error) in
      var reader = try S3BodyReader(headers, signature)
      var plain: [UInt8] = []
      for start in stride(from: 0, to: body.count, by: slice) {
        plain += try reader.read(Array(body[start..<min(start + slice, body.count)]))
      }
      _ = try reader.finish()
      return plain
    }
  }

  private static func length(_ bytes: [UInt8]) -> Int { Int(bytes[2]) << 8 + Int(bytes[3]) }

  private static func headers(_ bytes: [UInt8]) -> HTTPHeaders {
    var headers: HTTPHeaders = [
      "Content-Encoding": "aws-chunked",
      "x-amz-decoded-content-length": String(length(bytes)),
      "x-amz-content-sha256": forms[Int(bytes[0] & 3)],
    ]
    let trailer = Int(bytes[0] >> 2) % (trailers.count + 1)
    if trailer > 0 { headers["x-amz-trailer"] = trailers[trailer - 1] }
    return headers
  }

  private static let forms = [
    "STREAMING-UNSIGNED-PAYLOAD-TRAILER", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
    "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER", "UNSIGNED-PAYLOAD",
  ]
  private static let trailers = [
    "x-amz-checksum-crc32", "x-amz-checksum-crc32c", "x-amz-checksum-crc64nvme",
    "x-amz-checksum-sha1", "x-amz-checksum-sha256",
  ]

  /// A good signature of a put with these headers.
  private static func signature(of headers: HTTPHeaders) -> VerifiedSignature? {
    SignatureReading.signed(HTTPRequest("PUT", HTTPTarget("/bucket/key"), headers: headers))
      .flatMap { try? SignatureReading.verifier.verify($0, for: "s3", at: SignatureReading.now) }
  }

  static let samples: [[UInt8]] = [
    "\u{4}\u{7}\0\u{5}5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n",
    "\u{8}\u{7}\0\u{5}2\r\nhe\r\n3\r\nllo\r\n0\r\nx-amz-checksum-crc32c:mnG7TA==\r\n\r\n",
    "\u{1}\u{1}\0\u{5}5;chunk-signature=a7eef51641e23438\r\nhello\r\n0;chunk-signature=a7eef516\r\n\r\n",
    "\u{6}\u{9}\0\u{5}5;chunk-signature=a7\r\nhello\r\n0;chunk-signature=a7\r\n"
      + "x-amz-checksum-crc32:NhCmhg==\r\nx-amz-trailer-signature:a7\r\n\r\n",
    "\u{3}\u{3}\0\u{5}5\r\nhello\r\n0\r\n\r\n",
  ].map { Array($0.utf8) }
}
