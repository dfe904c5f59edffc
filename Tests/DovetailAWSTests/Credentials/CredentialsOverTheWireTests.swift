import DovetailTransport
import DovetailWire
import Logging
import ScriptedServer
import Synchronization
import Testing

@testable import DovetailAWS

@Suite("Credentials over the wire")
struct CredentialsOverTheWireTests {
  /// Where a provider is asked, and by which variables that is set.
  struct Source: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let variables: [String: String]
    let files: [String: String]
    /// The targets that are asked for, in order.
    let targets: [String]

    init(
      _ name: String, _ variables: [String: String], files: [String: String] = [:],
      _ targets: [String]
    ) {
      testDescription = name
      self.variables = variables
      self.files = files
      self.targets = targets
    }

    static let all = [
      Source(
        "a container",
        [
          "AWS_CONTAINER_CREDENTIALS_FULL_URI": "/container",
          "AWS_CONTAINER_AUTHORIZATION_TOKEN": "t",
        ],
        ["GET /container"]),
      Source(
        "an instance", ["AWS_EC2_METADATA_SERVICE_ENDPOINT": ""],
        [
          "PUT /latest/api/token", "GET /latest/meta-data/iam/security-credentials/",
          "GET /latest/meta-data/iam/security-credentials/role",
        ]),
      Source(
        "a web identity",
        [
          "AWS_ENDPOINT_URL_STS": "", "AWS_ROLE_ARN": "arn:aws:iam::1:role/r",
          "AWS_WEB_IDENTITY_TOKEN_FILE": "/token",
        ], files: ["/token": "jwt"], ["POST /"]),
    ]
  }

  private let clock = ManualClock()

  /// Answers each request for credentials, of which the first are good for 90 s.
  private func server() throws -> ScriptedServer {
    let expiry = clock.now.advanced(by: .seconds(90))
    let fetches = Counter()
    return try ScriptedServer { request in
      switch request.target {
      case "/latest/api/token": return [.ok("session")]
      case "/latest/meta-data/iam/security-credentials/": return [.ok("role")]
      case "/" where request.headers["X-Amz-Target"] != nil:
        return [.ok(#"{"QueueUrl":"http://127.0.0.1/000000000000/orders"}"#)]
      case "/":
        let number = fetches.next()
        return [
          .ok(
            "<A><Credentials><AccessKeyId>ASIA\(number)</AccessKeyId><SecretAccessKey>s</SecretAccessKey>"
              + "<SessionToken>token</SessionToken><Expiration>\(expiry)</Expiration></Credentials></A>"
          )
        ]
      default:
        let number = fetches.next()
        return [
          .ok(
            #"{"Code":"Success","AccessKeyId":"ASIA\#(number)","SecretAccessKey":"s","Token":"token","#
              + #""Expiration":"\#(number == 1 ? "\(expiry)" : "2099-01-01T00:00:00Z")"}"#)
        ]
      }
    }
  }

  private func client(of source: Source, _ server: ScriptedServer) throws -> AWSClient {
    var variables = source.variables.mapValues { value in
      value.isEmpty || value.hasPrefix("/container") ? "\(server.origin)\(value)" : value
    }
    variables["AWS_REGION"] = "eu-west-1"
    variables["AWS_ENDPOINT_URL_SQS"] = "\(server.origin)"
    return try AWSClient(
      AWSConfiguration(),
      environment: TestEnvironment(variables, files: source.files).environment, clock: clock,
      random: .seeded(1), logger: Logger(label: "test"))
  }

  @Test(arguments: Source.all)
  func `calls are signed with what the endpoint gives, and with new ones before those expire`(
    source: Source
  ) async throws {
    let server = try server()
    defer { server.stop() }
    let client = try client(of: source, server)
    let queue = try QueueName("orders")

    _ = try await client.administration.url(of: queue, owner: nil)
    clock.advance(by: .seconds(85))
    _ = try await client.administration.url(of: queue, owner: nil)
    await client.close()

    let asked = server.requests.filter { $0.headers["X-Amz-Target"] == nil }
    let signed = server.requests.filter { $0.headers["X-Amz-Target"] != nil }
    #expect(
      asked.prefix(source.targets.count).map { "\($0.method) \($0.target)" } == source.targets)
    #expect(signed.map { $0.headers["X-Amz-Security-Token"] } == ["token", "token"])
    #expect(
      zip(signed, ["ASIA1", "ASIA2"]).allSatisfy { request, id in
        request.headers["Authorization"]?.contains("Credential=\(id)/") == true
      })
  }

  @Test(arguments: Source.all)
  func `an endpoint that fails is named, and is asked again by the next call`(
    source: Source
  ) async throws {
    let failing = try ScriptedServer { _ in [.answer(HTTPResponse(503))] }
    defer { failing.stop() }
    let client = try client(of: source, failing)
    let queue = try QueueName("orders")

    for _ in 0..<2 {
      let error = await #expect(throws: TransportError.self) {
        try await withoutWaiting(on: clock) {
          try await client.administration.url(of: queue, owner: nil)
        }
      }
      #expect(error?.code == .unreachable)
      #expect(error?.detail?.contains("No credentials from") == true)
    }
    await client.close()

    #expect(!failing.requests.contains { $0.headers["Authorization"]?.contains("AWS4") == true })
  }
}

/// Counts from 1, from any thread.
private final class Counter: Sendable {
  private let number = Atomic(0)

  func next() -> Int { number.add(1, ordering: .relaxed).newValue }
}
