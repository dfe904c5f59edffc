internal import DovetailTransport
internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Opens the port, and sets up the connections of clients.
struct Listener {
  let threads: MultiThreadedEventLoopGroup
  private let configuration: ServerConfiguration
  private let connections: ConnectionContext

  /// How many connections the system keeps until they are taken: with fewer, thousands that come at once
  /// are told to come again, a second later.
  private static let backlog: Int32 = 4096

  init(_ configuration: ServerConfiguration, _ connections: ConnectionContext) {
    self.configuration = configuration
    self.connections = connections
    let count = configuration.threads ?? min(max(System.coreCount / 2, 1), 4)
    threads = MultiThreadedEventLoopGroup(numberOfThreads: max(count, 1))
  }

  func listen() async throws -> any Channel {
    try await ServerBootstrap(group: threads)
      .serverChannelOption(.backlog, value: Self.backlog)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
      .childChannelInitializer { [connections] channel in
        channel.eventLoop.makeCompletedFuture {
          let decoder = HTTPRequestDecoder(
            leftOverBytesStrategy: .dropBytes, limitConfiguration: Self.limits)
          let ids = RandomSource.seeded(RandomSource.system.next())
          try channel.pipeline.syncOperations.addHandlers(
            ByteToMessageHandler(decoder), ServerConnection(connections, ids: ids))
        }
      }
      .bind(host: configuration.host, port: configuration.port).get()
  }

  /// Why it cannot be listened, in the system's words if it has told.
  static func reason(_ error: any Error) -> String {
    guard let error = error as? IOError else { return "\(error)" }
    return String(cString: strerror(error.errnoCode))
  }

  func close() async {
    // Nothing is open on them that could fail.
    try? await threads.shutdownGracefully()
  }

  private static let limits = {
    var limits = NIOHTTPDecoderLimitConfiguration()
    limits.maxHeaderFieldSize = 64 * 1024
    limits.maxHeaderListSize = 64 * 1024
    limits.maxHeaderFieldCount = 256
    return limits
  }()
}
