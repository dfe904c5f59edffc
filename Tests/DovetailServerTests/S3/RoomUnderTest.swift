import DovetailSQLite
import DovetailTransport
import DovetailWire
import Logging

@testable import DovetailServer

/// The room of S3 over a database in memory, without a socket: requests go in as the wire has them, and
/// answers come out so.
struct RoomUnderTest: Sendable {
  let room: S3Room
  let state: ServerState
  let clock: ManualClock
  static let key = AWSCredentials(accessKeyID: "AKIDEXAMPLE", secretAccessKey: "secret/of+tests")
  static let origin = HTTPOrigin(.http, "localhost", port: 4566)

  /// Runs `body`, then closes the database.
  static func with(
    verified: Bool = false, createsOnRequest: Bool = false, hostNames: Set<String> = [],
    _ body: (RoomUnderTest) async throws -> Void
  ) async throws {
    let clock = ManualClock()
    var configuration = ServerConfiguration()
    configuration.clock = clock
    configuration.logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    if verified {
      configuration.credentials = [
        ServerCredentials(
          accessKeyID: key.accessKeyID, secretAccessKey: key.secretAccessKey)
      ]
    }
    configuration.createsOnRequest = createsOnRequest
    configuration.hostNames = hostNames
    let double = try await SQLiteDouble.open(.memory, clock: clock)
    let state = ServerState(configuration, double)
    let subject = RoomUnderTest(room: S3Room(state: state), state: state, clock: clock)
    do {
      try await body(subject)
    } catch {
      await double.close()
      throw error
    }
    await double.close()
  }

  /// The answer to a request; its body comes in slices.
  func send(_ request: HTTPRequest, slice: Int) async throws -> HTTPResponse {
    let body: RequestBody
    if request.body.count <= slice {
      body = RequestBody(request.body)
    } else {
      body = RequestBody(length: request.body.count) {}
      for start in stride(from: 0, to: request.body.count, by: slice) {
        let end = min(start + slice, request.body.count)
        _ = body.push(Array(request.body[start..<end]))
      }
      body.finish()
    }
    return try await send(request, body)
  }

  /// The answer to a request whose body is to come.
  func send(_ request: HTTPRequest, _ body: RequestBody) async throws -> HTTPResponse {
    var head = request
    head.body = []
    let answer = await room.answer(
      ServerRequest(
        head: head, body: body, id: "00112233-4455-6677-8899-aabbccddeeff",
        peer: Peer(address: "127.0.0.1")))
    var response = HTTPResponse(answer.status, headers: answer.headers)
    switch answer.body {
    case .bytes(let bytes): response.body = bytes
    case .stream(let stream):
      while let piece = try await stream.next() { response.body += piece }
    }
    return response
  }
}
