import DovetailServer
import DovetailTransport
import DovetailWire
import Testing

@Suite(.timeLimit(.minutes(5)))
struct SignatureTests {
  @Test func `what is not signed is refused`() async throws {
    let response = try await answer("")

    #expect(response.status == 403)
    #expect(response.text.contains("MissingAuthenticationTokenException"))
  }

  @Test func `what is signed by a key that is not known is refused`() async throws {
    let response = try await answer(
      "Authorization: AWS4-HMAC-SHA256 Credential=OTHER/\(day)/us-east-1/sqs/aws4_request, "
        + "SignedHeaders=host;x-amz-date, Signature=\(String(repeating: "0", count: 64))\r\n"
        + "X-Amz-Date: \(SigningTime(SystemClock().now))\r\n")

    #expect(response.status == 403)
    #expect(response.headers["x-amzn-query-error"] == "InvalidClientTokenId;Sender")
  }

  @Test func `a signature that is not the key's is refused`() async throws {
    let response = try await answer(
      "Authorization: AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/\(day)/us-east-1/sqs/aws4_request, "
        + "SignedHeaders=host;x-amz-date, Signature=\(String(repeating: "0", count: 64))\r\n"
        + "X-Amz-Date: \(SigningTime(SystemClock().now))\r\n")

    #expect(response.status == 403)
    #expect(response.headers["x-amzn-query-error"] == "SignatureDoesNotMatch;Sender")
  }

  @Test func `a body that is not the one that was signed is refused`() async throws {
    let signed = HTTPRequest(
      "POST", HTTPTarget("/"),
      headers: ["Host": "localhost:4566", "X-Amz-Target": "AmazonSQS.ListQueues"],
      body: Array("{\"a\":1}".utf8))
    var copy = signed
    try RequestSigner(service: "sqs", region: "us-east-1").sign(
      &copy, to: HTTPOrigin(.http, "localhost", port: 4566),
      as: AWSCredentials(accessKeyID: "AKIDEXAMPLE", secretAccessKey: "secret/of+tests"),
      at: SystemClock().now)
    let headers = copy.headers.fields.filter { !["Host", "X-Amz-Target"].contains($0.name) }
      .map { "\($0.name): \($0.value)\r\n" }.joined()
    let response = try await answer(headers)

    #expect(response.status == 403)
  }

  private let day = String("\(SigningTime(SystemClock().now))".prefix(8))

  private func answer(_ headers: String) async throws -> HTTPResponse {
    var answer: HTTPResponse?
    try await ServedAccount.with { served in
      answer = try await RawClient.with(served.server) { client in
        try await client.call("ListQueues", "{}", headers)
        return await client.answer()
      }
    }
    return try #require(answer)
  }
}
