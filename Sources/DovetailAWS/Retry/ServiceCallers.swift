import DovetailTransport

/// Makes the callers of services, which share credentials that come from one source.
final class ServiceCallers: Sendable {
  private let settings: AWSSettings
  private let tools: CredentialsTools
  private let exchange: any HTTPExchange
  private let clock: any WallClock
  private let random: RandomSource
  /// Of the whole configuration, for services that have none of their own.
  private let shared: CredentialsKeeper

  init(
    settings: AWSSettings, environment: AWSEnvironment, exchange: any HTTPExchange,
    clock: any WallClock, random: RandomSource
  ) {
    self.settings = settings
    self.exchange = exchange
    self.clock = clock
    self.random = random
    let programs = Programs(environment: environment, clock: clock)
    tools = CredentialsTools(
      settings: settings, environment: environment, exchange: exchange, clock: clock,
      run: programs.run)
    shared = CredentialsKeeper(
      LateProvider { [tools] in try tools.provider(of: settings.credentials, settings) },
      clock: clock, random: random)
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
      random: random)
  }

  private func caller(_ service: AWSService, _ credentials: CredentialsKeeper) -> ServiceCaller {
    ServiceCaller(
      service: service, exchange: exchange, credentials: credentials, clock: clock, random: random,
      maxAttempts: settings.maxAttempts)
  }
}
