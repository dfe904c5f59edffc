import DovetailTransport
import DovetailWire
import Testing

@testable import DovetailAWS

@Suite("Credentials of a role")
struct RoleCredentialsTests {
  static let answer = """
    <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult>
    <AssumedRoleUser><Arn>arn:aws:sts::1:assumed-role/r/s</Arn></AssumedRoleUser>
    <Credentials><AccessKeyId>ASIAROLE</AccessKeyId><SecretAccessKey>secret</SecretAccessKey>
    <SessionToken>token</SessionToken><Expiration>2027-01-15T09:00:00Z</Expiration></Credentials>
    </AssumeRoleResult></AssumeRoleResponse>
    """

  static func error(_ code: String) -> String {
    """
    <ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type>
    <Code>\(code)</Code><Message>because</Message></Error></ErrorResponse>
    """
  }

  private let keys = "[base]\naws_access_key_id = AKID\naws_secret_access_key = s\n"
  private let webIdentity = [
    "AWS_ROLE_ARN": "arn:aws:iam::1:role/r", "AWS_WEB_IDENTITY_TOKEN_FILE": "/token",
  ]

  private func config(_ lines: String) -> String {
    "[default]\nrole_arn = arn:aws:iam::1:role/r\n\(lines)\n"
  }

  @Test func `a profile's role is taken on with the keys of its source`() async throws {
    let bench = CredentialsBench(
      config: config("source_profile = base\nexternal_id = x y\nduration_seconds = 900"),
      credentials: keys, [.answer(200, Self.answer)])

    let credentials = try await bench.fetch()

    let call = try #require(bench.exchange.calls.first)
    #expect(call.origin.description == "https://sts.eu-west-1.amazonaws.com")
    #expect(call.request.headers["Authorization"]?.contains("Credential=AKID/") == true)
    #expect(call.body.contains("Action=AssumeRole&RoleArn=arn%3Aaws%3Aiam%3A%3A1%3Arole%2Fr"))
    #expect(call.body.contains("&ExternalId=x%20y&DurationSeconds=900"))
    #expect(
      credentials
        == AWSCredentials(
          accessKeyID: "ASIAROLE", secretAccessKey: "secret", sessionToken: "token",
          expiresAt: Timestamp(milliseconds: 1_800_003_600_000)))
  }

  @Test func `a role may be taken on with another role's credentials`() async throws {
    let bench = CredentialsBench(
      config: config("source_profile = middle")
        + "[profile middle]\nrole_arn = arn:aws:iam::1:role/m\nsource_profile = base\n",
      credentials: keys, [.answer(200, Self.answer), .answer(200, Self.answer)])

    _ = try await bench.fetch()

    #expect(
      bench.exchange.calls.map { $0.request.headers["Authorization"]?.contains("=AKID/") } == [
        true, false,
      ])
  }

  @Test func `a profile that names itself as its source means its own keys`() async throws {
    let bench = CredentialsBench(
      config: config("source_profile = default"),
      credentials: "[default]\naws_access_key_id = AKID\naws_secret_access_key = s\n",
      [.answer(200, Self.answer)])

    #expect(try await bench.fetch().accessKeyID == "ASIAROLE")
  }

  @Test(arguments: [
    ("", "source_profile or credential_source"),
    ("source_profile = base\ncredential_source = Environment", "keep one"),
    ("source_profile = nobody", "\"nobody\" is not there"),
    ("credential_source = Moon", "Moon"),
    ("source_profile = base\nmfa_serial = arn:x", "mfa_serial"),
    ("source_profile = base\nduration_seconds = 1", "duration_seconds"),
    (
      "source_profile = a\n[profile a]\nrole_arn = r\nsource_profile = b\n"
        + "[profile b]\nrole_arn = r\nsource_profile = a", "default, a, b, a"
    ),
  ])
  func `a role that cannot be taken on is told by what is wrong`(lines: String, words: String)
    async throws
  {
    let bench = CredentialsBench(config: config(lines), credentials: keys)

    let error = try await bench.failure()

    #expect(error.description.contains(words))
    #expect(bench.exchange.calls.isEmpty)
  }

  @Test func `credential_source Environment takes keys of the environment`() async throws {
    let bench = CredentialsBench(
      ["AWS_ACCESS_KEY_ID": "AKIDENV", "AWS_SECRET_ACCESS_KEY": "s"],
      config: config("credential_source = Environment"), [.answer(200, Self.answer)])

    _ = try await bench.fetch(.profile("default"))

    #expect(
      bench.exchange.calls.first?.request.headers["Authorization"]?.contains("=AKIDENV/") == true)
  }

  @Test func `a web identity is sent unsigned, with the token as the file has it now`() async throws
  {
    let bench = CredentialsBench(
      webIdentity, files: ["/token": "one\n"],
      [.answer(200, Self.answer), .answer(200, Self.answer)])
    let provider = try bench.provider()

    _ = try await provider.fetch()
    bench.environment[file: "/token"] = "two\n"
    _ = try await provider.fetch()

    let calls = bench.exchange.calls
    #expect(calls.allSatisfy { $0.request.headers["Authorization"] == nil })
    #expect(calls[0].body.contains("Action=AssumeRoleWithWebIdentity"))
    #expect(calls[0].body.hasSuffix("WebIdentityToken=one"))
    #expect(calls[1].body.hasSuffix("WebIdentityToken=two"))
  }

  @Test func `a web identity without a role is told so`() async throws {
    let bench = CredentialsBench(["AWS_WEB_IDENTITY_TOKEN_FILE": "/token"])

    #expect(try await bench.failure().problem.contains("AWS_ROLE_ARN"))
  }

  @Test(arguments: [
    ScriptedExchange.Step.answer(400, Self.error("IDPCommunicationError")),
    .answer(400, Self.error("InvalidIdentityToken")), .answer(503), .fail(.timedOut),
    .answer(200, "<no/>"), .answer(200, "no XML"),
  ])
  func `what may pass is tried again`(step: ScriptedExchange.Step) async throws {
    let bench = CredentialsBench(
      webIdentity, files: ["/token": "one"], [step, .answer(200, Self.answer)])

    let credentials = try await bench.withoutWaiting { try await bench.fetch() }

    #expect(credentials.accessKeyID == "ASIAROLE")
  }

  @Test func `a refusal is told in the service's words, at once`() async throws {
    let bench = CredentialsBench(
      webIdentity, files: ["/token": "one"], [.answer(403, Self.error("AccessDenied"))])

    let error = try await bench.failure()

    #expect(error.problem.contains("AccessDenied: because"))
    #expect(bench.exchange.calls.count == 1)
    #expect(!error.description.contains("one"))
  }

  @Test func `without any region the profile's own is that of the token service`() async throws {
    let bench = CredentialsBench(
      ["AWS_REGION": ""],
      config: "[profile x]\nregion = eu-north-1\nrole_arn = r\nsource_profile = base\n",
      credentials: keys, [.answer(200, Self.answer)])

    _ = try await bench.fetch(.profile("x"))

    #expect(bench.exchange.calls.first?.origin.host == "sts.eu-north-1.amazonaws.com")
  }
}
