import DovetailTransport
import DovetailWire
import Testing

@testable import DovetailAWS

@Suite("Standard credentials")
struct StandardCredentialsTests {
  private let keys = ["AWS_ACCESS_KEY_ID": "AKIDENV", "AWS_SECRET_ACCESS_KEY": "secret-env"]
  private let profile =
    "[default]\naws_access_key_id = AKIDFILE\naws_secret_access_key = secret-file\n"

  @Test func `keys in the environment go before the profile`() async throws {
    let bench = CredentialsBench(keys, credentials: profile)

    #expect(try await bench.fetch().accessKeyID == "AKIDENV")
  }

  @Test func `a profile named in code goes before keys in the environment`() async throws {
    let bench = CredentialsBench(keys, credentials: profile)
    var configuration = AWSConfiguration()
    configuration.profile = "default"

    #expect(try await bench.fetch(.standard, configuration).accessKeyID == "AKIDFILE")
  }

  @Test func `the profile goes before the container`() async throws {
    let bench = CredentialsBench(
      ["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": "/x"], credentials: profile)

    #expect(try await bench.fetch().accessKeyID == "AKIDFILE")
    #expect(bench.exchange.calls.isEmpty)
  }

  @Test func `half a key in the environment names the other half, and nothing else is tried`()
    async throws
  {
    let bench = CredentialsBench(["AWS_ACCESS_KEY_ID": "AKIDENV"], credentials: profile)

    let error = try await bench.failure()

    #expect(error.provider == "the environment")
    #expect(error.problem.contains("AWS_SECRET_ACCESS_KEY"))
  }

  @Test func `an empty variable counts as one that is not set`() async throws {
    let bench = CredentialsBench(
      ["AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": ""], credentials: profile)

    #expect(try await bench.fetch().accessKeyID == "AKIDFILE")
  }

  @Test func `a session token and an expiry of the environment are taken over`() async throws {
    let bench = CredentialsBench(
      keys.merging([
        "AWS_SESSION_TOKEN": "token", "AWS_CREDENTIAL_EXPIRATION": "2027-01-15T09:00:00+01:00",
      ]) { $1 })

    let credentials = try await bench.fetch()

    #expect(credentials.sessionToken == "token")
    #expect(credentials.expiresAt == Timestamp(milliseconds: 1_800_000_000_000))
  }

  @Test func `a provider that is configured and fails ends the search`() async throws {
    let bench = CredentialsBench(
      ["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": "/x"], [.answer(403)])

    #expect(try await bench.failure().provider == "the container's credentials endpoint")
    #expect(bench.exchange.calls.count == 1)
  }

  @Test func `when nothing is configured the error says what was looked at`() async throws {
    let bench = CredentialsBench(["AWS_EC2_METADATA_DISABLED": "true"])

    let error = try await bench.failure()

    #expect(error.description.contains("AWS_ACCESS_KEY_ID"))
    #expect(bench.exchange.calls.isEmpty)
  }

  @Test func `that there is none is looked into anew each time`() async throws {
    let bench = CredentialsBench(["AWS_EC2_METADATA_DISABLED": "true"])
    let provider = try bench.provider()
    _ = await #expect(throws: AWSCredentialsError.self) { try await provider.fetch() }

    bench.environment[variable: "AWS_ACCESS_KEY_ID"] = "AKIDLATE"
    bench.environment[variable: "AWS_SECRET_ACCESS_KEY"] = "secret"

    #expect(try await provider.fetch().accessKeyID == "AKIDLATE")
  }

  @Test func `the provider that had credentials once is the one from then on`() async throws {
    let bench = CredentialsBench(credentials: profile)
    let provider = try bench.provider()
    _ = try await provider.fetch()

    bench.environment[variable: "AWS_ACCESS_KEY_ID"] = "AKIDLATE"
    bench.environment[variable: "AWS_SECRET_ACCESS_KEY"] = "secret"

    #expect(try await provider.fetch().accessKeyID == "AKIDFILE")
  }
}
