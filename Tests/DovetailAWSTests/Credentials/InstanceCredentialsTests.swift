import DovetailTransport
import DovetailWire
import Testing

@testable import DovetailAWS

@Suite("Credentials of an instance")
struct InstanceCredentialsTests {
  private let document = """
    {"Code": "Success", "AccessKeyId": "ASIA1", "SecretAccessKey": "secret", "Token": "token",
     "Expiration": "2027-01-15T09:00:00Z"}
    """

  @Test func `a session's token opens the way to the role and its credentials`() async throws {
    let bench = CredentialsBench(
      [:],
      [
        .answer(200, "session"), .answer(200, "web\n"), .answer(200, document),
      ])

    let credentials = try await bench.fetch()

    let calls = bench.exchange.calls
    #expect(calls.map(\.request.method) == ["PUT", "GET", "GET"])
    #expect(
      calls.map(\.request.target.path) == [
        "/latest/api/token", "/latest/meta-data/iam/security-credentials/",
        "/latest/meta-data/iam/security-credentials/web",
      ])
    #expect(calls[0].request.headers["X-aws-ec2-metadata-token-ttl-seconds"] == "21600")
    #expect(
      calls.dropFirst().allSatisfy { $0.request.headers["X-aws-ec2-metadata-token"] == "session" })
    #expect(calls.allSatisfy { $0.options.timeout == .seconds(1) })
    #expect(credentials.accessKeyID == "ASIA1")
  }

  @Test func `a session's token is kept for the next fetch`() async throws {
    let bench = CredentialsBench(
      [:],
      [
        .answer(200, "session"), .answer(200, "web"), .answer(200, document),
        .answer(200, "web"), .answer(200, document),
      ])
    let provider = try bench.provider()

    _ = try await provider.fetch()
    _ = try await provider.fetch()

    #expect(bench.exchange.calls.filter { $0.request.method == "PUT" }.count == 1)
  }

  @Test func `a session's token that is refused is replaced, once`() async throws {
    let bench = CredentialsBench(
      [:],
      [
        .answer(200, "old"), .answer(401), .answer(200, "new"), .answer(200, "web"),
        .answer(200, document),
      ])

    _ = try await bench.fetch()

    #expect(bench.exchange.calls.last?.request.headers["X-aws-ec2-metadata-token"] == "new")
  }

  @Test func `when no token comes the error names the hop limit and what to set instead`()
    async throws
  {
    let bench = CredentialsBench([:], [.fail(.timedOut)])

    let error = try await bench.failure()

    #expect(error.problem.contains("hop limit"))
    #expect(error.problem.contains("AWS_EC2_METADATA_DISABLED"))
  }

  @Test func `an instance without a role is told so`() async throws {
    let bench = CredentialsBench([:], [.answer(200, "session"), .answer(404)])

    #expect(try await bench.failure().problem.contains("attach an instance profile"))
  }

  @Test func `an error inside of a 200 is an error`() async throws {
    let bench = CredentialsBench(
      [:],
      [
        .answer(200, "session"), .answer(200, "web"),
        .answer(200, "{\"Code\": \"AssumeRoleUnauthorizedAccess\", \"Message\": \"no\"}"),
      ])

    #expect(try await bench.failure().problem.contains("AssumeRoleUnauthorizedAccess: no"))
  }

  @Test(arguments: [
    ([:], "http://169.254.169.254"),
    (["AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE": "IPv6"], "http://[fd00:ec2::254]"),
    (["AWS_EC2_METADATA_SERVICE_ENDPOINT": "http://localhost:8080/"], "http://localhost:8080"),
  ])
  func `the service's address can be set`(variables: [String: String], origin: String) async throws
  {
    let bench = CredentialsBench(variables)

    _ = try await bench.failure()

    #expect(bench.exchange.calls.first?.origin.description == origin)
  }

  @Test func `time-out and attempts can be set`() async throws {
    let bench = CredentialsBench([
      "AWS_METADATA_SERVICE_TIMEOUT": "5", "AWS_METADATA_SERVICE_NUM_ATTEMPTS": "2",
    ])

    _ = try await bench.withoutWaiting { try await bench.failure() }

    #expect(bench.exchange.calls.count == 2)
    #expect(bench.exchange.calls.first?.options.timeout == .seconds(5))
  }
}
