import DovetailTransport
import DovetailWire

@testable import DovetailServer

/// Where calls of S3 can be sent: to a server through a socket, or into its room.
protocol S3Line: Sendable {
  var origin: HTTPOrigin { get }
  var clock: ManualClock { get }
  func send(_ request: HTTPRequest) async throws -> HTTPResponse
}

extension S3Line {
  /// The answer to a call, signed; throws the refusal that it is.
  ///
  /// `isPathStyle` false: the bucket stands before the host, as in `bucket.localhost`.
  func call<Operation: S3Operation>(
    _ operation: Operation, isPathStyle: Bool = true
  ) async throws -> Operation.Answer {
    let endpoint = S3Endpoint(origin, isPathStyle: isPathStyle)
    var request = try operation.request(to: endpoint)
    request.headers["Content-Length"] = String(request.body.count)
    try RequestSigner(service: "s3", region: "us-east-1").sign(
      &request, to: endpoint.origin(of: operation.place), as: RoomUnderTest.key,
      at: SystemClock().now)
    var response = try await send(request)
    if Operation.method == "HEAD" { response.body = [] }
    return try operation.answer(from: response)
  }
}

/// Each request has a connection of its own.
extension ServedAccount: S3Line {
  var origin: HTTPOrigin { HTTPOrigin(.http, "localhost", port: server.port) }

  /// Throws when the connection ends without an answer.
  func send(_ request: HTTPRequest) async throws -> HTTPResponse {
    try await RawClient.with(server) { client in
      try await client.send(request)
      guard let answer = await client.answer(to: request.method) else {
        throw S3Error(.incompleteBody)
      }
      return answer
    }
  }
}

extension RoomUnderTest: S3Line {
  var origin: HTTPOrigin { Self.origin }

  func send(_ request: HTTPRequest) async throws -> HTTPResponse {
    try await send(request, slice: 60_000)
  }
}
