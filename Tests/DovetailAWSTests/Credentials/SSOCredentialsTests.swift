import DovetailTransport
import DovetailWire
import Testing

@testable import DovetailAWS

@Suite("Credentials of a sign-in")
struct SSOCredentialsTests {
  private let config = """
    [default]
    sso_session = work
    sso_account_id = 123456789012
    sso_role_name = dev
    [sso-session work]
    sso_region = eu-central-1
    sso_start_url = https://example.awsapps.com/start
    """
  private let roleCredentials = """
    {"roleCredentials": {"accessKeyId": "ASIASSO", "secretAccessKey": "s", "sessionToken": "t",
     "expiration": 1800003600000}}
    """

  private func path(of key: String) throws -> String {
    let cache = try SSOTokenCache.path(of: key)
    return cache.replacing("~", with: "/home", maxReplacements: 1)
  }

  private func token(until end: String, _ more: String = "") -> String {
    "{\"accessToken\": \"access\", \"expiresAt\": \"\(end)\", \"region\": \"eu-central-1\"\(more)}"
  }

  private let renewable =
    ", \"refreshToken\": \"refresh\", \"clientId\": \"id\", \"clientSecret\": \"cs\", "
    + "\"registrationExpiresAt\": \"2027-02-15T08:00:00Z\""

  @Test func `the cached token gets the role's credentials from the portal`() async throws {
    let bench = try CredentialsBench(
      config: config, files: [path(of: "work"): token(until: "2027-01-15T12:00:00Z")],
      [.answer(200, roleCredentials)])

    let credentials = try await bench.fetch()

    let call = try #require(bench.exchange.calls.first)
    #expect(call.origin.description == "https://portal.sso.eu-central-1.amazonaws.com")
    #expect(
      call.request.target.description
        == "/federation/credentials?account_id=123456789012&role_name=dev")
    #expect(call.request.headers["x-amz-sso_bearer_token"] == "access")
    #expect(credentials.accessKeyID == "ASIASSO")
    #expect(credentials.expiresAt == Timestamp(milliseconds: 1_800_003_600_000))
  }

  @Test func `the file is named by the SHA-1 of the session's name, as AWS's tools do`() throws {
    #expect(
      try SSOTokenCache.path(of: "admin")
        == "~/.aws/sso/cache/d033e22ae348aeb5660fc2140aec35850c4da997.json")
  }

  @Test func `a profile in the older form is filed under its start URL`() async throws {
    let bench = try CredentialsBench(
      config: """
        [default]
        sso_start_url = https://old.awsapps.com/start
        sso_region = eu-central-1
        sso_account_id = 1
        sso_role_name = dev
        """,
      files: [path(of: "https://old.awsapps.com/start"): token(until: "2027-01-15T12:00:00Z")],
      [.answer(200, roleCredentials)])

    #expect(try await bench.fetch().accessKeyID == "ASIASSO")
  }

  @Test func `a token that is about to end is renewed, and written back with all else`()
    async throws
  {
    let bench = try CredentialsBench(
      config: config,
      files: [path(of: "work"): token(until: "2027-01-15T08:10:00Z", renewable)],
      [
        .answer(200, "{\"accessToken\": \"new\", \"expiresIn\": 3600, \"refreshToken\": \"next\"}"),
        .answer(200, roleCredentials),
      ])

    _ = try await bench.fetch()

    let calls = bench.exchange.calls
    #expect(calls[0].origin.description == "https://oidc.eu-central-1.amazonaws.com")
    #expect(calls[0].body.contains("\"grantType\":\"refresh_token\""))
    #expect(calls[1].request.headers["x-amz-sso_bearer_token"] == "new")
    let written = try #require(bench.environment[file: path(of: "work")])
    #expect(written.contains("\"accessToken\":\"new\""))
    #expect(written.contains("\"expiresAt\":\"2027-01-15T09:00:00Z\""))
    #expect(written.contains("\"refreshToken\":\"next\""))
    #expect(written.contains("\"clientSecret\":\"cs\""))
  }

  @Test func `when it cannot be renewed the token is used as long as it is good`() async throws {
    let bench = try CredentialsBench(
      config: config,
      files: [path(of: "work"): token(until: "2027-01-15T08:10:00Z", renewable)],
      [.answer(400), .answer(200, roleCredentials)])

    #expect(try await bench.fetch().accessKeyID == "ASIASSO")
  }

  @Test func `without a sign-in the error says what to run`() async throws {
    let error = try await CredentialsBench(config: config).failure()

    #expect(error.problem.contains("aws sso login"))
  }

  @Test func `an expired sign-in is told so, without asking the portal`() async throws {
    let bench = try CredentialsBench(
      config: config, files: [path(of: "work"): token(until: "2027-01-15T07:00:00Z")])

    #expect(try await bench.failure().problem.contains("has expired"))
    #expect(bench.exchange.calls.isEmpty)
  }

  @Test func `a portal that refuses the token means an expired sign-in`() async throws {
    let bench = try CredentialsBench(
      config: config, files: [path(of: "work"): token(until: "2027-01-15T12:00:00Z")],
      [.answer(401)])

    #expect(try await bench.failure().problem.contains("has expired"))
  }

  @Test func `a session that the files do not have is told by its name`() async throws {
    let bench = CredentialsBench(config: "[default]\nsso_session = gone\n")

    #expect(try await bench.failure().problem.contains("[sso-session gone]"))
  }
}
