public import DovetailTransport
public import Logging

/// Amazon SQS and S3, or services that speak like them, as one account's credentials reach them.
///
/// One HTTP client with one thread serves all calls; connections are kept and used again.
public final class AWSClient: Sendable {
  /// The data plane of SQS.
  public let queues: AWSQueueTransport
  /// Makes, finds and changes queues of SQS.
  public let administration: AWSQueueAdministration
  /// The objects of S3.
  public let blobs: AWSBlobStore
  /// What a check-up asks.
  package let probe: AWSProbe
  private let http: HTTPClient

  /// Reads the environment and the shared files; calls nobody.
  ///
  /// Throws ``AWSSettingsError`` for settings that cannot be used. What is wrong with credentials is told
  /// by the first call. `clock` measures pauses and the life of credentials; requests are signed by the
  /// system's time, whatever it says.
  public convenience init(
    _ configuration: AWSConfiguration = AWSConfiguration(), clock: any WallClock = SystemClock(),
    logger: Logger = Logger(label: "dovetail.aws")
  ) throws {
    try self.init(
      configuration, environment: .process, clock: clock, random: .system, logger: logger)
  }

  package init(
    _ configuration: AWSConfiguration, environment: AWSEnvironment, clock: any WallClock,
    random: RandomSource, logger: Logger
  ) throws {
    let settings = try AWSSettings(configuration, environment)
    http = try HTTPClient(settings.network)
    let callers = ServiceCallers(
      settings: settings, environment: environment, exchange: http, clock: clock, random: random,
      logger: logger)
    let sqs = SQSClient(
      caller: try callers.caller(of: .sqs), settings: callers.located, logger: logger)
    queues = AWSQueueTransport(client: sqs)
    administration = AWSQueueAdministration(client: sqs)
    let s3 = S3Callers(usual: try callers.caller(of: .s3)) { bucket in
      try callers.ownCaller(of: bucket)
    }
    blobs = AWSBlobStore(client: S3Client(s3, settings: callers.located))
    probe = AWSProbe(settings: callers.located, exchange: http, queues: sqs)
  }

  /// Ends all calls, and returns when their connections are closed; later calls throw `closed`.
  public func close() async {
    await http.shutdown()
  }
}
