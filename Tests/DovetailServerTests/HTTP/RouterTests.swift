import DovetailWire
import Testing

@testable import DovetailServer

@Suite struct RouterTests {
  private static let scope = "AWS4-HMAC-SHA256 Credential=AKID/20260101/us-east-1"

  private static let ofSQS: [HTTPRequest] = [
    request("POST", "/", "X-Amz-Target", "AmazonSQS.ListQueues"),
    request("POST", "/000000000000/orders", "X-Amz-Target", "nonsense"),
    request("POST", "/", "Content-Type", "application/x-amz-json-1.0"),
    request("POST", "/", "Content-Type", "application/x-www-form-urlencoded; charset=utf-8"),
    request("GET", "/?Action=ListQueues", "Host", "a"),
    request("GET", "/?Version=2012-11-05&Action=ListQueues", "Host", "a"),
    request("GET", "/000000000000/orders", "Host", "a"),
    request("GET", "/", "Authorization", "\(scope)/sqs/aws4_request, SignedHeaders=host"),
  ]

  @Test(arguments: ofSQS)
  func `requests of SQS go to its room`(request: HTTPRequest) async {
    #expect(await room(for: request) == 1)
  }

  private static let ofS3: [HTTPRequest] = [
    request("GET", "/", "Host", "a"),
    request("PUT", "/bucket", "Host", "a"),
    request("POST", "/bucket?delete", "Content-Type", "application/x-www-form-urlencoded"),
    request(
      "GET", "/bucket/key?X-Amz-Credential=AKID%2F20260101%2Fr%2Fs3%2Faws4_request", "Host", "a"),
    request(
      "GET", "/000000000000/orders", "Authorization",
      "\(scope)/s3/aws4_request, SignedHeaders=host"),
  ]

  @Test(arguments: ofS3)
  func `all else goes to that of S3`(request: HTTPRequest) async {
    #expect(await room(for: request) == 2)
  }

  private static func request(
    _ method: String, _ target: String, _ header: String, _ value: String
  ) -> HTTPRequest {
    HTTPRequest(method, HTTPTarget(target), headers: [header: value])
  }

  @Test(arguments: ["/_dovetail", "/_dovetail/health", "/_aws/sqs/messages?QueueUrl=a"])
  func `the inspector's paths go to its room, whoever signs`(path: String) async {
    let request = HTTPRequest(
      "GET", HTTPTarget(path), headers: ["Authorization": "\(Self.scope)/s3/aws4_request, …"])
    #expect(await room(for: request) == 3)
  }

  /// The number of the room that answers.
  private func room(for request: HTTPRequest) async -> Int {
    let router = Router(
      sqs: NumberedRoom(number: 1), s3: NumberedRoom(number: 2), inspector: NumberedRoom(number: 3))
    let request = ServerRequest(
      head: request, body: RequestBody([]), id: "", peer: Peer(address: "127.0.0.1"))
    return await router.room(for: request.head).answer(request).status
  }
}

/// Answers with its number.
private struct NumberedRoom: Room {
  let number: Int

  func answer(_ request: ServerRequest) async -> ServerResponse { ServerResponse(number) }
}
