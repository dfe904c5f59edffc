import DovetailTransport
import DovetailWire
import Testing

@testable import DovetailAWS

@Suite("Credentials of a container")
struct ContainerCredentialsTests {
  private static let relative = "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"
  private static let full = "AWS_CONTAINER_CREDENTIALS_FULL_URI"
  private static let tokenFile = "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"

  private let document = """
    {"AccessKeyId": "ASIA1", "SecretAccessKey": "secret", "Token": "token",
     "Expiration": "2027-01-15T09:00:00Z"}
    """

  @Test func `ECS is asked at its link-local address`() async throws {
    let bench = CredentialsBench([Self.relative: "/v2/credentials/abc"], [.answer(200, document)])

    let credentials = try await bench.fetch()

    let call = try #require(bench.exchange.calls.first)
    #expect(call.origin.description == "http://169.254.170.2")
    #expect(call.request.target.path == "/v2/credentials/abc")
    #expect(credentials.accessKeyID == "ASIA1")
    #expect(credentials.sessionToken == "token")
    #expect(credentials.expiresAt == Timestamp(milliseconds: 1_800_003_600_000))
  }

  @Test func `EKS's token is read from its file each time, and sent as it is`() async throws {
    let bench = CredentialsBench(
      [Self.full: "http://169.254.170.23/v1/credentials", Self.tokenFile: "/token"],
      files: ["/token": "first\n"], [.answer(200, document), .answer(200, document)])
    let provider = try bench.provider()

    _ = try await provider.fetch()
    bench.environment[file: "/token"] = "second\n"
    _ = try await provider.fetch()

    #expect(
      bench.exchange.calls.map { $0.request.headers["Authorization"] } == ["first", "second"])
  }

  @Test func `the token's file goes before the token`() async throws {
    let bench = CredentialsBench(
      [
        Self.full: "http://localhost:9/x", Self.tokenFile: "/token",
        "AWS_CONTAINER_AUTHORIZATION_TOKEN": "other",
      ], files: ["/token": "mine"], [.answer(200, document)])

    _ = try await bench.fetch()

    #expect(bench.exchange.calls.first?.request.headers["Authorization"] == "mine")
  }

  @Test(arguments: [
    "http://169.254.170.23/v1", "http://[fd00:ec2::23]/v1", "http://localhost:1/",
    "http://127.0.0.9/",
    "https://credentials.example/x",
  ])
  func `plain HTTP is for this machine and the link-local addresses`(url: String) async throws {
    let bench = CredentialsBench([Self.full: url], [.answer(200, document)])

    #expect(try await bench.fetch().accessKeyID == "ASIA1")
  }

  @Test(arguments: [
    "http://credentials.example/x", "http://127.evil.example/", "http://127.0.0.1.example/",
  ])
  func `another host over plain HTTP is refused`(url: String) async throws {
    let bench = CredentialsBench([Self.full: url])

    #expect(try await bench.failure().problem.contains("use https"))
    #expect(bench.exchange.calls.isEmpty)
  }

  @Test func `a token with a line break is refused`() async throws {
    let bench = CredentialsBench(
      [Self.full: "http://localhost/", Self.tokenFile: "/token"],
      files: ["/token": "a\r\nX-Other: b"])

    #expect(try await bench.failure().problem.contains("line break"))
    #expect(bench.exchange.calls.isEmpty)
  }

  @Test func `a token's file that is not there may be there later`() async throws {
    let bench = CredentialsBench([Self.full: "http://localhost/", Self.tokenFile: "/token"])

    let error = try await bench.failure()

    #expect(error.problem.contains("/token"))
    #expect(error.isTransient)
  }

  @Test func `an endpoint that fails is asked three times, a second apart`() async throws {
    let bench = CredentialsBench(
      [Self.relative: "/x"], [.fail(.notConnected), .answer(500), .answer(200, document)])
    let start = bench.clock.now

    let credentials = try await bench.withoutWaiting { try await bench.fetch() }

    #expect(credentials.accessKeyID == "ASIA1")
    #expect(start.duration(to: bench.clock.now) == .seconds(2))
  }

  @Test func `an endpoint that stays away is told by its name`() async throws {
    let bench = CredentialsBench([Self.relative: "/x"])

    let error = try await bench.withoutWaiting { try await bench.failure() }

    #expect(bench.exchange.calls.count == 3)
    #expect(error.description.contains("http://169.254.170.2 did not answer"))
  }

  @Test(arguments: ["", "[]", "{}", "{\"AccessKeyId\": \"a\"}", "{\"AccessKeyId\": 1}"])
  func `an answer without credentials is an error, never empty credentials`(text: String)
    async throws
  {
    let bench = CredentialsBench([Self.relative: "/x"], [.answer(200, text)])

    #expect(try await bench.failure().isTransient)
  }

  @Test func `a refusal is told in the endpoint's words`() async throws {
    let bench = CredentialsBench(
      [Self.relative: "/x"], [.answer(400, "{\"message\": \"no such task\"}")])

    #expect(try await bench.failure().problem.contains("400: no such task"))
  }
}
