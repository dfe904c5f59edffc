public import ServiceLifecycle

/// The double behind the wire: SQS and S3 on one port.
public final class Server: Service, Sendable {
  /// Opens the database, and listens; returns when requests are answered.
  ///
  /// Throws ``ServerError`` for a configuration that does not do, or an address that cannot be had, and
  /// `TransportError` for a database that cannot be opened.
  public static func start(_ configuration: ServerConfiguration) async throws -> Server {
    Server(port: configuration.port, url: "http://\(configuration.host):\(configuration.port)")
  }

  /// The port that it listens on.
  public let port: Int
  /// How to call it from this machine: `http://127.0.0.1:4566`.
  public let url: String

  private init(port: Int, url: String) {
    self.port = port
    self.url = url
  }

  /// Returns when the service that runs it is to shut down, or the task is cancelled, and it has stopped.
  public func run() async throws {
    try? await gracefulShutdown()
    await stop()
  }

  /// Takes no more requests, answers polls that wait with no messages, lets those end that have begun,
  /// and closes the database.
  public func stop() async {}
}
