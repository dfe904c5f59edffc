import DovetailTransport
import DovetailWire
import Testing

@testable import DovetailServer

@Suite("The room of S3")
struct S3RoomTests {
  @Test func `an object that was put is read with the headers of S3`() async throws {
    try await RoomUnderTest.with { room in
      _ = try await room.send(request("PUT", "/bucket"))

      let put = try await room.send(
        request("PUT", "/bucket/a%20b", ["Content-Type": "text/plain"], "hello"))
      let got = try await room.send(
        request("GET", "/bucket/a%20b", ["x-amz-checksum-mode": "ENABLED"]))

      #expect(put.status == 200)
      #expect(put.headers["ETag"] == "\"5d41402abc4b2a76b9719d911017c592\"")
      #expect(put.headers["x-amz-checksum-crc64nvme"] == "M3eFcAZSQlc=")
      #expect(put.headers["x-amz-server-side-encryption"] == "AES256")
      #expect(put.headers["x-amz-request-id"] == "0011223344556677")
      #expect(got.status == 200)
      #expect(got.body == Array("hello".utf8))
      #expect(got.headers["Content-Type"] == "text/plain")
      #expect(got.headers["Accept-Ranges"] == "bytes")
      #expect(got.headers["x-amz-checksum-type"] == "FULL_OBJECT")
      #expect(got.headers["Last-Modified"] != nil)
    }
  }

  @Test(arguments: [
    "bucket.localhost:4566", "bucket.s3.localhost:4566", "bucket.s3.amazonaws.com",
    "Bucket.queues.test",
  ])
  func `a bucket may stand before the host`(host: String) async throws {
    try await RoomUnderTest.with(hostNames: ["queues.test"]) { room in
      _ = try await room.send(request("PUT", "/bucket"))

      let put = try await room.send(request("PUT", "/a/b", ["Host": host], "hello"))
      let got = try await room.send(request("GET", "/bucket/a/b"))

      #expect(put.status == 200)
      #expect(got.body == Array("hello".utf8))
    }
  }

  @Test func `an error is the document that S3 sends, and to HEAD none`() async throws {
    try await RoomUnderTest.with { room in
      _ = try await room.send(request("PUT", "/bucket"))

      let got = try await room.send(request("GET", "/bucket/a"))
      let head = try await room.send(request("HEAD", "/bucket/a"))

      #expect(got.status == 404)
      #expect(got.headers["Content-Type"] == "application/xml")
      let error = S3Error(reading: got, to: .service)
      #expect(error.kind == .noSuchKey)
      #expect(error["Key"] == "a")
      #expect(error["RequestId"] == "0011223344556677")
      #expect(head.status == 404)
      #expect(head.body.isEmpty)
    }
  }

  @Test func `what is refused for its head, its body is not asked for`() async throws {
    try await RoomUnderTest.with { room in
      _ = try await room.send(request("PUT", "/bucket"))
      _ = try await room.send(request("PUT", "/bucket/a", [:], "hello"))

      for (path, headers, status) in [
        ("/nowhere/a", HTTPHeaders(), 404), ("/bucket/a", ["If-None-Match": "*"], 412),
        ("/bucket/b", ["Content-MD5": "none"], 400),
        ("/bucket/b?partNumber=1&uploadId=none", [:], 404),
        ("/bucket/b", ["x-amz-expected-bucket-owner": "111122223333"], 403),
      ] {
        let body = RequestBody(length: 6 << 20) { Issue.record("The body was asked for.") }

        #expect(try await room.send(request("PUT", path, headers), body).status == status)
      }
    }
  }

  @Test func `a bucket is made on request if the server does that`() async throws {
    try await RoomUnderTest.with(createsOnRequest: true) { room in
      let put = try await room.send(request("PUT", "/bucket/a", [:], "hello"))
      let got = try await room.send(request("GET", "/nowhere/a"))

      #expect(put.status == 200)
      #expect(got.status == 404)
    }
  }

  @Test(arguments: [
    HTTPHeaders(), ["Transfer-Encoding": "chunked"],
    ["x-amz-content-sha256": "STREAMING-UNSIGNED-PAYLOAD-TRAILER"],
  ])
  func `the length of an object has to be told before`(headers: HTTPHeaders) async throws {
    try await RoomUnderTest.with { room in
      _ = try await room.send(request("PUT", "/bucket"))
      let body = RequestBody(length: nil) { Issue.record("The body was asked for.") }

      let answer = try await room.send(request("PUT", "/bucket/a", headers), body)

      #expect(S3Error(reading: answer, to: .service).kind == .missingContentLength)
    }
  }

  @Test func `more than five GiB are refused before they come`() async throws {
    try await RoomUnderTest.with { room in
      _ = try await room.send(request("PUT", "/bucket"))
      let body = RequestBody(length: 5 << 30 + 1) { Issue.record("The body was asked for.") }

      let answer = try await room.send(request("PUT", "/bucket/a"), body)

      #expect(S3Error(reading: answer, to: .service).kind == .entityTooLarge)
    }
  }

  @Test func `a document of more than 8 MiB is refused`() async throws {
    try await RoomUnderTest.with { room in
      let body = RequestBody(length: 8 << 20 + 1) { Issue.record("The body was asked for.") }

      let answer = try await room.send(request("POST", "/bucket?delete"), body)

      #expect(answer.status == 400)
    }
  }

  @Test func `metadata of over 2 KB is refused`() async throws {
    try await RoomUnderTest.with { room in
      _ = try await room.send(request("PUT", "/bucket"))
      let metadata = ["x-amz-meta-a": String(repeating: "b", count: 2048)] as HTTPHeaders

      let answer = try await room.send(request("PUT", "/bucket/a", metadata, "hello"))

      #expect(S3Error(reading: answer, to: .service).kind == .metadataTooLarge)
    }
  }

  @Test func `a call is told for the policy and the log, also when it is refused`() async throws {
    try await RoomUnderTest.with { room in
      let answer = await room.room.answer(
        ServerRequest(
          head: request("GET", "/bucket/a"), body: RequestBody([]), id: "",
          peer: Peer(address: "")))

      #expect(
        answer.call
          == ServedCall(
            .s3, "GetObject", on: "bucket", account: "000000000000", region: "us-east-1"))
    }
  }
}

/// A request of no one in particular.
func request(
  _ method: String, _ target: String, _ headers: HTTPHeaders = [:], _ body: String = ""
) -> HTTPRequest {
  var headers = headers
  if headers["Host"] == nil { headers.add("Host", "localhost:4566") }
  return HTTPRequest(method, HTTPTarget(target), headers: headers, body: Array(body.utf8))
}
