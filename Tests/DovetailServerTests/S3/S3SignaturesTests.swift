import DovetailTransport
import DovetailWire
import Testing

@testable import DovetailServer

@Suite("Signatures of requests to S3")
struct S3SignaturesTests {
  @Test func `without a signature nothing is done where there are keys`() async throws {
    try await RoomUnderTest.with(verified: true) { room in
      let answer = try await room.send(request("PUT", "/bucket"))

      #expect(S3Error(reading: answer, to: .service).kind == .accessDenied)
    }
  }

  @Test func `a presigned URL opens one object, for a while`() async throws {
    try await RoomUnderTest.with(verified: true) { room in
      _ = try await room.call(CreateBucket(try BucketName("bucket")))
      let put = try presigned("PUT", "/bucket/a", age: .zero)
      let get = try presigned("GET", "/bucket/a", age: .zero)

      #expect(try await room.send(request("PUT", put, [:], "hello")).status == 200)
      #expect(try await room.send(request("GET", get)).body == Array("hello".utf8))
      #expect(
        S3Error(
          reading: try await room.send(
            request("GET", get.replacing("/bucket/a", with: "/bucket/b"))), to: .service
        ).kind == .signatureDoesNotMatch)
      let old = try presigned("GET", "/bucket/a", age: .seconds(61))
      let error = S3Error(reading: try await room.send(request("GET", old)), to: .service)
      #expect(error.message == "Request has expired")
    }
  }

  /// Nobody looks at keys, but AWS would refuse these whatever the key.
  @Test func `without keys URLs that are over and version 2 are refused all the same`() async throws
  {
    try await RoomUnderTest.with { room in
      let old = try presigned("GET", "/bucket/a", age: .seconds(61))

      for (request, message) in [
        (request("GET", old), "Request has expired"),
        (
          request("GET", "/bucket/a?AWSAccessKeyId=a&Signature=b&Expires=1"),
          "Please use AWS4-HMAC-SHA256."
        ),
        (
          request("GET", "/bucket/a", ["Authorization": "AWS key:signature"]),
          "Please use AWS4-HMAC-SHA256."
        ),
        (
          request("GET", "/bucket/a?X-Amz-Algorithm=AWS4-HMAC-SHA256"),
          "Query-string authentication version 4 requires"
        ),
      ] {
        let answer = try await room.send(request)
        #expect(S3Error(reading: answer, to: .service).message.contains(message))
      }
      _ = try await room.send(
        request("PUT", "/bucket", ["Authorization": "AWS4-HMAC-SHA256 whatever"]))
      #expect(try await room.send(request("GET", "/bucket")).status == 200)
    }
  }

  private func presigned(_ method: String, _ path: String, age: Duration) throws -> String {
    try RequestSigner(service: "s3", region: "us-east-1").presign(
      HTTPRequest(method, HTTPTarget(path)), to: RoomUnderTest.origin, as: RoomUnderTest.key,
      at: SystemClock().now.advanced(by: .zero - age), for: .seconds(60)
    ).description
  }
}
