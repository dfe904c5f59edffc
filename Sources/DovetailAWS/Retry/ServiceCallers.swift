import DovetailTransport
import Logging

/// Makes the callers of services, which share credentials that come from one source.
final class ServiceCallers: Sendable {
  private let settings: AWSSettings
  /// The settings with the region of the instance, if it has to tell it.
  let located: LocatedSettings
  private let tools: CredentialsTools
  private let exchange: any HTTPExchange
  private let clock: any WallClock
  private let random: RandomSource
  private let logger: Logger
  /// Of the whole configuration, for services that have none of their own.
  private let shared: CredentialsKeeper

  init(
    settings: AWSSettings, environment: AWSEnvironment, exchange: any HTTPExchange,
    clock: any WallClock, random: RandomSource, logger: Logger = Logger(label: "dovetail.aws")
  ) {
    self.settings = settings
    self.exchange = exchange
    self.clock = clock
    self.random = random
    self.logger = logger
    let programs = Programs(environment: environment, clock: clock)
    tools = CredentialsTools(
      settings: settings, environment: environment, exchange: exchange, clock: clock,
      run: programs.run)
    located = LocatedSettings(settings) { [tools] in
      guard try environment.flag("AWS_EC2_METADATA_DISABLED") != true else {
        throw AWSSettingsError("AWS_EC2_METADATA_DISABLED forbids to ask the instance.")
      }
      return try await InstanceCredentials(environment: environment, metadata: tools.metadata)
        .region()
    }
    shared = CredentialsKeeper(
      LateProvider { [tools] in try tools.provider(of: settings.credentials, settings) },
      clock: clock, random: random, logger: logger)
  }

  /// The caller of a service.
  func caller(of service: AWSService) throws -> ServiceCaller {
    caller(service, settings.ownCredentials(of: service).map(keeper) ?? shared)
  }

  /// The caller of a bucket that has credentials of its own; nil: it has none.
  func ownCaller(of bucket: BucketName) throws -> ServiceCaller? {
    settings.bucket(bucket)?.credentials.map { caller(.s3, keeper($0)) }
  }

  private func keeper(_ source: AWSCredentialsSource) -> CredentialsKeeper {
    CredentialsKeeper(
      LateProvider { [tools, settings] in try tools.provider(of: source, settings) }, clock: clock,
      random: random, logger: logger)
  }

  private func caller(_ service: AWSService, _ credentials: CredentialsKeeper) -> ServiceCaller {
    ServiceCaller(
      service: service, exchange: exchange, credentials: credentials, clock: clock, random: random,
      maxAttempts: settings.maxAttempts)
  }
}
