import DovetailSQLite
import DovetailTransport
import DovetailWire
import Testing

@testable import DovetailServer

@Suite("Large bodies of S3")
struct S3StreamingTests {
  private let bytes = (0..<3_000_017).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }

  @Test func `a large object goes in and comes out in pieces`() async throws {
    try await RoomUnderTest.with { room in
      _ = try await room.send(request("PUT", "/bucket"))
      var put = request("PUT", "/bucket/a")
      put.body = bytes

      #expect(try await room.send(put).status == 200)

      let got = try await room.send(request("GET", "/bucket/a"))
      #expect(got.body == bytes)
      let range = try await room.send(
        request("GET", "/bucket/a", ["Range": "bytes=100-2500000"]))
      #expect(range.status == 206)
      #expect(range.headers["Content-Range"] == "bytes 100-2500000/3000017")
      #expect(range.body == Array(bytes[100...2_500_000]))
    }
  }

  @Test func `a checksum behind a large body is held against it, and kept`() async throws {
    try await RoomUnderTest.with { room in
      _ = try await room.send(request("PUT", "/bucket"))
      let checksum = try await stored(bytes, in: room).checksum.value

      let put = try await room.send(framed(checksum))
      let wrong = try await room.send(framed("AAAAAA=="))
      let got = try await room.send(
        request("GET", "/bucket/a", ["x-amz-checksum-mode": "ENABLED"]))

      #expect(put.status == 200)
      #expect(put.headers["x-amz-checksum-crc32"] == checksum)
      #expect(S3Error(reading: wrong, to: .service).kind == .badDigest)
      #expect(got.headers["x-amz-checksum-crc32"] == checksum)
      #expect(got.headers["Content-Encoding"] == nil)
      #expect(got.body == bytes)
    }
  }

  @Test func `a large body that is not the one whose digest was sent is not stored`() async throws {
    try await RoomUnderTest.with { room in
      _ = try await room.send(request("PUT", "/bucket"))
      var put = request("PUT", "/bucket/a")
      put.headers["x-amz-content-sha256"] = String(repeating: "0", count: 64)
      put.body = bytes

      let answer = try await room.send(put)

      #expect(S3Error(reading: answer, to: .service).kind == .contentDigestMismatch)
      #expect(try await room.send(request("GET", "/bucket/a")).status == 404)
    }
  }

  @Test func `a body that breaks off is not stored`() async throws {
    try await RoomUnderTest.with { room in
      _ = try await room.send(request("PUT", "/bucket"))
      let body = RequestBody(length: bytes.count) {}
      _ = body.push(Array(bytes.prefix(2_500_000)))
      body.fail(.disconnected)

      let answer = try await room.send(request("PUT", "/bucket/a"), body)

      #expect(S3Error(reading: answer, to: .service).kind == .incompleteBody)
      #expect(try await room.send(request("GET", "/bucket/a")).status == 404)
    }
  }

  @Test func `a stream is cut off when its object is replaced meanwhile`() async throws {
    try await RoomUnderTest.with { room in
      _ = try await room.send(request("PUT", "/bucket"))
      var put = request("PUT", "/bucket/a")
      put.body = bytes
      _ = try await room.send(put)
      let answer = await room.room.answer(
        ServerRequest(
          head: request("GET", "/bucket/a"), body: RequestBody([]), id: "",
          peer: Peer(address: "")))
      guard case .stream(let stream) = answer.body else {
        Issue.record("The answer is no stream.")
        return
      }
      #expect(try await stream.next()?.count == 1 << 20)

      _ = try await room.send(request("PUT", "/bucket/a", [:], "small"))

      await #expect(throws: TransportError.self) { try await stream.next() }
    }
  }

  private func stored(_ bytes: [UInt8], in room: RoomUnderTest) async throws -> ObjectInfo {
    let objects = try await room.state.accounts.account("000000000000", region: "us-east-1").objects
    let key = BlobKey(bucket: try BucketName("bucket"), key: "b")
    _ = try await objects.putObject(bytes, at: key, PutObjectOptions())
    let copy = try await objects.copyObject(
      key, to: BlobKey(bucket: key.bucket, key: "c"), CopyObjectOptions(checksumAlgorithm: .crc32))
    guard case .copied(let info) = copy else { throw S3Error(.internalError) }
    return info
  }

  /// The bytes in three chunks, with a CRC32 behind them.
  private func framed(_ checksum: String) -> HTTPRequest {
    var put = request(
      "PUT", "/bucket/a",
      [
        "Content-Encoding": "aws-chunked", "x-amz-trailer": "x-amz-checksum-crc32",
        "x-amz-decoded-content-length": String(bytes.count),
        "x-amz-sdk-checksum-algorithm": "CRC32",
        "x-amz-content-sha256": "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
      ])
    for chunk in [bytes[..<10], bytes[10..<2_000_000], bytes[2_000_000...]] {
      put.body += Array("\(String(chunk.count, radix: 16))\r\n".utf8) + chunk + Array("\r\n".utf8)
    }
    put.body += Array("0\r\nx-amz-checksum-crc32:\(checksum)\r\n\r\n".utf8)
    return put
  }
}
