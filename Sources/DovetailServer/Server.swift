internal import DovetailSQLite
internal import DovetailTransport
internal import Logging
internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
public import ServiceLifecycle
internal import Synchronization

/// The double behind the wire: SQS and S3 on one port.
public final class Server: Service, Sendable {
  /// The port that it listens on.
  public let port: Int
  /// How to call it: `http://127.0.0.1:4566`.
  public let url: String

  /// What its rooms share.
  package let state: ServerState
  private let threads: MultiThreadedEventLoopGroup
  private let channel: any Channel
  private let connections: ConnectionContext
  private let stopping = Mutex<Task<Void, Never>?>(nil)

  /// Opens the database, and listens; returns when requests are answered.
  ///
  /// What is declared is there then. Throws ``ServerError`` for a configuration that does not do, or an address that cannot be had, and
  /// `TransportError` for a database that cannot be opened.
  public static func start(_ configuration: ServerConfiguration) async throws -> Server {
    try configuration.check()
    let calls = CallsUnderWay()
    var database = configuration.database
    database.callsUnderWay = { calls.onEventLoop }
    let double = try await SQLiteDouble.open(
      configuration.location, clock: configuration.clock, database)
    let state = ServerState(configuration, double)
    do {
      try await state.setClock()
      try await state.prepare()
    } catch {
      await double.close()
      throw error
    }
    let router = Router(
      sqs: SQSRoom(state: state), s3: S3Room(state: state),
      inspector: InspectorRoom(state: state))
    let connections = ConnectionContext(door: FrontDoor(state, router), calls: calls)
    let listener = Listener(configuration, connections)
    do {
      let channel = try await listener.listen()
      return Server(state, listener.threads, channel, connections)
    } catch {
      await listener.close()
      await double.close()
      throw ServerError(
        "Could not listen on \(configuration.host), port \(configuration.port): "
          + "\(Listener.reason(error)). Choose another port, or 0 for one that is free.")
    }
  }

  private init(
    _ state: ServerState, _ threads: MultiThreadedEventLoopGroup, _ channel: any Channel,
    _ connections: ConnectionContext
  ) {
    self.state = state
    self.threads = threads
    self.channel = channel
    self.connections = connections
    port = channel.localAddress?.port ?? state.configuration.port
    let host = state.configuration.host
    url = "http://\(host.contains(":") ? "[\(host)]" : host):\(port)"
  }

  /// Returns when the service group that runs it is to shut down, or the task is cancelled, and it has
  /// stopped.
  public func run() async throws {
    // Thrown when the task is cancelled, which ends the server all the same.
    try? await gracefulShutdown()
    await stop()
  }

  /// Takes no more requests, answers receives that wait with no messages, lets those calls end that have
  /// begun, and closes the database.
  ///
  /// What has not ended after ``ServerConfiguration/stopTimeout`` is cut off. A second call waits for the
  /// first.
  public func stop() async {
    let task = stopping.withLock { stopping in
      if let stopping { return stopping }
      // Ends when all is closed; whoever stops the server waits for it.
      let task = Task { await self.shutDown() }
      stopping = task
      return task
    }
    await task.value
  }

  private func shutDown() async {
    // A channel that is closed already is what is wanted.
    try? await channel.close()
    connections.stop()
    await state.double.endWaits()
    await connections.end(within: state.configuration.stopTimeout)
    await state.double.close()
    // It has no open channel any more, and nothing else fails.
    try? await threads.shutdownGracefully()
  }
}
