import DovetailAWS
import DovetailSQLite
import DovetailServer
import DovetailTransport
import DovetailWire
import Logging

/// A server with a database in memory and a clock of its own, and a client that signs what it asks of it.
struct ServedAccount: Sendable {
  let server: Server
  let client: AWSClient
  let clock: ManualClock

  /// Runs `body`, then closes both.
  static func with(
    _ configure: (inout ServerConfiguration) -> Void = { _ in },
    _ body: (ServedAccount) async throws -> Void
  ) async throws {
    let clock = ManualClock()
    var configuration = ServerConfiguration()
    configuration.port = 0
    configuration.clock = clock
    configuration.threads = 1
    configuration.credentials = [
      ServerCredentials(accessKeyID: "AKIDEXAMPLE", secretAccessKey: "secret/of+tests")
    ]
    configuration.logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    configure(&configuration)
    let server = try await Server.start(configuration)
    let client = try client(of: server, clock)
    do {
      try await body(ServedAccount(server: server, client: client, clock: clock))
    } catch {
      await client.close()
      await server.stop()
      throw error
    }
    await client.close()
    await server.stop()
  }

  private static func client(of server: Server, _ clock: ManualClock) throws -> AWSClient {
    var configuration = AWSConfiguration()
    configuration.region = "us-east-1"
    configuration.maxAttempts = 1
    configuration.sqs.endpoint = server.url
    configuration.s3.endpoint = server.url
    configuration.credentials = .fixed(
      AWSCredentials(accessKeyID: "AKIDEXAMPLE", secretAccessKey: "secret/of+tests"))
    let nothing = AWSEnvironment(
      variable: { _ in nil }, contents: { _ in nil }, replace: { _, _ in })
    return try AWSClient(
      configuration, environment: nothing, clock: clock, random: .system,
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
  }

  /// The same, with a server that looks at no signatures.
  static func withoutCredentials(
    makingQueues: Bool = false, _ body: (ServedAccount) async throws -> Void
  ) async throws {
    let configure: (inout ServerConfiguration) -> Void = { configuration in
      configuration.credentials = []
      configuration.createsOnRequest = makingQueues
    }
    try await with(configure, body)
  }

  /// Makes a queue of the server's own account.
  func makeQueue(_ name: String) async throws -> QueueName {
    let queue = try QueueName(name)
    try await server.state.double.administration.createQueue(queue)
    return queue
  }

  /// Returns once at least `count` receives wait on the queue.
  func waitForPolls(_ count: Int, on queue: QueueName) async throws {
    while try await server.state.double.waitingReceives(on: queue) < count { await Task.yield() }
  }
}
