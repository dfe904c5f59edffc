import DovetailTransport
import DovetailWire

/// What providers work with.
package struct CredentialsTools: Sendable {
  let environment: AWSEnvironment
  let exchange: any HTTPExchange
  let clock: any WallClock
  let run: ProgramRunner
  private let stsEndpoint: @Sendable (String?) throws -> AWSEndpoint

  /// `run` starts the programs that profiles name.
  init(
    settings: AWSSettings, environment: AWSEnvironment, exchange: any HTTPExchange,
    clock: any WallClock, run: @escaping ProgramRunner
  ) {
    self.environment = environment
    self.exchange = exchange
    self.clock = clock
    self.run = run
    stsEndpoint = { region in try settings.stsEndpoint(profileRegion: region) }
  }

  var metadata: MetadataClient { MetadataClient(exchange: exchange, clock: clock) }

  /// The token service of the region in use, or else of a profile's.
  func sts(_ profileRegion: String? = nil) throws -> STSClient {
    STSClient(exchange: exchange, endpoint: try stsEndpoint(profileRegion), clock: clock)
  }
}
