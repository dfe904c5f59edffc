import DovetailSQLite
public import DovetailTasks
public import DovetailTransport

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension Broker {
  /// Opens a broker where a URL says: `memory:`, or `sqlite:PATH`.
  ///
  /// Queues, and the bucket for results, are made if they do not exist. Throws ``BrokerURLError`` for a
  /// malformed URL, and `TransportError` when the file cannot be used or a queue's name is against the
  /// rules.
  public static func open(
    _ url: String, _ configuration: BrokerConfiguration = BrokerConfiguration(),
    clock: any WallClock = SystemClock()
  ) async throws -> Broker {
    let location: SQLiteDouble.Location =
      switch try BrokerURL(url).place {
      case .memory: .memory
      case .sqlite(let path): .file(path)
      }
    return try await open(SQLiteDouble.open(location, clock: clock), configuration, clock: clock)
  }

  /// Opens a broker where the environment variable `DOVETAIL_URL` says.
  public static func fromEnvironment(
    _ configuration: BrokerConfiguration = BrokerConfiguration()
  ) async throws -> Broker {
    guard let url = ProcessInfo.processInfo.environment["DOVETAIL_URL"] else {
      throw BrokerURLError("", "The environment variable DOVETAIL_URL is not set.")
    }
    return try await open(url, configuration)
  }

  /// Opens a broker on a double, which it closes at its shutdown.
  private static func open(
    _ double: SQLiteDouble, _ configuration: BrokerConfiguration, clock: any WallClock
  ) async throws -> Broker {
    do {
      let bucket = try BucketName("dovetail")
      try await double.blobs.createBucket(bucket)
      var services = BrokerServices(
        transport: double.queues, administration: double.administration,
        results: BlobResultBackend(
          store: double.blobs, bucket: bucket, prefix: "results",
          format: configuration.resultFormat),
        blobs: BlobFolder(double.blobs, bucket: bucket), inspection: double.queues, clock: clock,
        close: { await double.close() })
      services.sweepsResults = true
      return try await Broker(services, configuration)
    } catch {
      await double.close()
      throw error
    }
  }
}
