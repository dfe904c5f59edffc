import DovetailAWS
import DovetailTransport
import DovetailWire
import Synchronization

@testable import DovetailAWS

/// An environment, a scripted network and a clock for one test of credentials.
struct CredentialsBench {
  let environment: TestEnvironment
  let exchange: ScriptedExchange
  let clock = ManualClock()
  let programs: ScriptedPrograms

  /// With a region, and a home folder in which `config` and `credentials` are the shared files.
  init(
    _ variables: [String: String] = [:], config: String? = nil, credentials: String? = nil,
    files: [String: String] = [:], _ steps: [ScriptedExchange.Step] = [],
    programs: ScriptedPrograms = ScriptedPrograms()
  ) {
    var files = files
    files["/home/.aws/config"] = config
    files["/home/.aws/credentials"] = credentials
    environment = TestEnvironment(
      variables.merging(["HOME": "/home", "AWS_REGION": "eu-west-1"]) { given, _ in given },
      files: files)
    exchange = ScriptedExchange(steps)
    self.programs = programs
  }

  func provider(
    _ source: AWSCredentialsSource = .standard,
    _ configuration: AWSConfiguration = AWSConfiguration()
  ) throws -> any CredentialsProvider {
    let settings = try AWSSettings(configuration, environment.environment)
    let tools = CredentialsTools(
      settings: settings, environment: environment.environment, exchange: exchange, clock: clock,
      run: programs.run)
    return try tools.provider(of: source, settings)
  }

  func fetch(
    _ source: AWSCredentialsSource = .standard,
    _ configuration: AWSConfiguration = AWSConfiguration()
  ) async throws -> AWSCredentials {
    try await provider(source, configuration).fetch()
  }

  /// The error of a fetch that must fail.
  func failure(_ source: AWSCredentialsSource = .standard) async throws -> AWSCredentialsError {
    do {
      _ = try await fetch(source)
      throw Unexpected()
    } catch let error as AWSCredentialsError {
      return error
    }
  }

  /// It did not fail.
  struct Unexpected: Error {}

  func withoutWaiting<Value: Sendable>(
    _ body: @escaping @Sendable () async throws -> Value
  ) async throws -> Value {
    try await DovetailAWSTests.withoutWaiting(on: clock, body)
  }
}

/// Programs that print what a test says.
final class ScriptedPrograms: Sendable {
  private let outputs: Mutex<[String: ProgramOutput]>
  private let log = Mutex<[[String]]>([])

  init(_ outputs: [String: (Int32, String)] = [:]) {
    self.outputs = Mutex(
      outputs.mapValues { ProgramOutput(exitCode: $0.0, bytes: Array($0.1.utf8)) })
  }

  var calls: [[String]] { log.withLock { $0 } }

  @Sendable func run(_ words: [String]) async throws -> ProgramOutput {
    log.withLock { $0.append(words) }
    guard let output = outputs.withLock({ $0[words[0]] }) else {
      throw Programs.Fault(description: "it is not in PATH.")
    }
    return output
  }
}
