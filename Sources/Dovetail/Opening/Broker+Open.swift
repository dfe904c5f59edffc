import DovetailSQLite
public import DovetailTasks
public import DovetailTransport

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension Broker {
  /// Opens a broker where a URL says: `memory:`, `sqlite:PATH`, or
  /// `sqs://REGION?results=s3://BUCKET/PREFIX`.
  ///
  /// In memory and in a file queues, and the bucket for results, are made if they do not exist; on Amazon
  /// SQS they are looked up. Throws ``BrokerURLError`` for a malformed URL, `TransportError` when the file
  /// or the service cannot be used, a queue is missing or its name is against the rules, and
  /// ``AWSSettingsError`` for settings of AWS that cannot be used.
  public static func open(
    _ url: String, _ configuration: BrokerConfiguration = BrokerConfiguration(),
    clock: any WallClock = SystemClock()
  ) async throws -> Broker {
    switch try BrokerURL(url).place {
    case .memory:
      try await open(SQLiteDouble.open(.memory, clock: clock), configuration, clock: clock)
    case .sqlite(let path):
      try await open(SQLiteDouble.open(.file(path), clock: clock), configuration, clock: clock)
    case .sqs(let place): try await open(place, configuration, clock: clock)
    }
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
