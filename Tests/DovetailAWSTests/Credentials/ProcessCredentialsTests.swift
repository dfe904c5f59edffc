import DovetailTransport
import DovetailWire
import Testing

@testable import DovetailAWS

@Suite("Credentials of a program")
struct ProcessCredentialsTests {
  private let config = "[default]\ncredential_process = give \"a b\" c\n"

  private func bench(_ exitCode: Int32, _ output: String) -> CredentialsBench {
    CredentialsBench(config: config, programs: ScriptedPrograms(["give": (exitCode, output)]))
  }

  @Test func `a program's words are cut as a shell does`() async throws {
    let bench = bench(
      0, "{\"Version\": 1, \"AccessKeyId\": \"AKID\", \"SecretAccessKey\": \"s\"}")

    let credentials = try await bench.fetch()

    #expect(bench.programs.calls == [["give", "a b", "c"]])
    #expect(credentials == AWSCredentials(accessKeyID: "AKID", secretAccessKey: "s"))
  }

  @Test func `a token and an expiry are taken over`() async throws {
    let bench = bench(
      0,
      """
      {"Version": 1, "AccessKeyId": "ASIA", "SecretAccessKey": "s", "SessionToken": "t",
       "Expiration": "2027-01-15T08:00:00Z"}
      """)

    let credentials = try await bench.fetch()

    #expect(credentials.sessionToken == "t")
    #expect(credentials.expiresAt == Timestamp(milliseconds: 1_800_000_000_000))
  }

  @Test(arguments: [
    (1, "", "exit code 1"), (0, "hello", "did not print a JSON object"),
    (0, "{\"AccessKeyId\": \"top-secret\"}", "Version"),
    (0, "{\"Version\": 1, \"AccessKeyId\": \"top-secret\"}", "SecretAccessKey"),
    (3, "{\"SecretAccessKey\": \"top-secret\"}", "exit code 3"),
  ])
  func `a program that fails is told by its profile, without its output`(
    exitCode: Int32, output: String, words: String
  ) async throws {
    let error = try await bench(exitCode, output).failure()

    #expect(error.description.contains("the program of the profile \"default\""))
    #expect(error.description.contains(words))
    #expect(!error.description.contains("top-secret"))
  }

  @Test func `a program that is not there is told so`() async throws {
    let error = try await CredentialsBench(config: config).failure()

    #expect(error.problem == "The program give could not be run: it is not in PATH.")
  }

  @Test func `a quote that is left open is told`() async throws {
    let bench = CredentialsBench(config: "[default]\ncredential_process = give \"a\n")

    #expect(try await bench.failure().problem.contains("quote"))
  }

  @Test func `a real program is found on PATH, and its output read`() async throws {
    let environment = TestEnvironment(["PATH": "/nowhere:/usr/bin:/bin"]).environment
    let programs = Programs(environment: environment, clock: ManualClock())

    let output = try await programs.run(["sh", "-c", "echo noise >&2; printf '{}'; exit 3"])

    #expect(output.exitCode == 3)
    #expect(output.bytes == Array("{}".utf8))
  }

  @Test func `a program that prints without end is killed`() async throws {
    let environment = TestEnvironment(["PATH": "/usr/bin:/bin"]).environment
    let programs = Programs(environment: environment, clock: ManualClock())

    await #expect(throws: Programs.Fault.self) { try await programs.run(["yes"]) }
  }

  @Test func `a program that does not end is killed after a minute`() async throws {
    let clock = ManualClock()
    let environment = TestEnvironment(["PATH": "/usr/bin:/bin"]).environment
    let programs = Programs(environment: environment, clock: clock)

    let run = Task { try await programs.run(["sleep", "600"]) }
    await clock.waitForCalls(atLeast: 1)
    clock.advance(by: .seconds(60))

    let error = await #expect(throws: Programs.Fault.self) { try await run.value }
    #expect(error?.description.contains("did not end") == true)
  }
}
