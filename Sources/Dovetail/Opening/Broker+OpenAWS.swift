public import DovetailAWS
public import DovetailTasks
public import DovetailTransport

extension Broker {
  /// Opens a broker on Amazon SQS and S3, or on services that speak like them.
  ///
  /// Queues are looked up, not made, unless the configuration says otherwise. `aws` is what a URL cannot
  /// say, such as credentials in code or the keys of buckets; what the place says goes before it. Throws
  /// ``AWSSettingsError`` for settings that cannot be used, and `TransportError` when a queue does not
  /// exist or cannot be reached.
  public static func open(
    _ place: SQSPlace, _ configuration: BrokerConfiguration = BrokerConfiguration(),
    aws: AWSConfiguration = AWSConfiguration(), clock: any WallClock = SystemClock()
  ) async throws -> Broker {
    let client = try AWSClient(place.applied(to: aws), clock: clock, logger: configuration.logger)
    var configuration = configuration
    if let prefix = place.prefix { configuration.namePrefix = prefix }
    var services = BrokerServices(
      transport: client.queues, administration: client.administration,
      results: place.results.map { folder in
        BlobResultBackend(
          store: client.blobs, bucket: folder.bucket, prefix: folder.prefix,
          format: configuration.resultFormat)
      },
      blobs: (place.payloads ?? place.results).map { folder in
        BlobFolder(client.blobs, bucket: folder.bucket, prefix: folder.prefix)
      }, clock: clock, close: { await client.close() })
    services.cancelsPollsWithoutLoss = false
    services.createsQueues = false
    do {
      return try await Broker(services, configuration)
    } catch {
      await client.close()
      throw error
    }
  }
}
