package import DovetailTransport
package import DovetailWire

/// What a check-up asks of AWS besides what queues and objects tell.
package struct AWSProbe: Sendable {
  let settings: LocatedSettings
  let exchange: any HTTPExchange
  let queues: SQSClient
  /// The system's, by which requests are signed.
  var clock: any WallClock = SystemClock()

  /// How a service was reached.
  package struct Reach: Hashable, Sendable {
    /// From the request to its answer; on a new connection, so with all that it takes to make one.
    package var latency: Duration
    /// How far the service's clock is before this one, to about a second; nil: it does not tell.
    package var clockLead: Duration?
  }

  /// Where a service is; throws ``AWSSettingsError``.
  package func endpoint(of service: AWSService) async throws -> AWSEndpoint {
    try await settings.read { try $0.endpoint(of: service) }
  }

  /// Where a bucket is taken to be; throws ``AWSSettingsError``.
  package func endpoint(of bucket: BucketName) async throws -> AWSEndpoint {
    try await settings.read { try $0.endpoint(of: bucket).endpoint }
  }

  /// Asks a service for nothing in particular, unsigned; throws ``HTTPError`` when it does not answer.
  package func reach(_ service: AWSService) async throws -> Reach {
    let origin = try await endpoint(of: service).origin
    let start = clock.uptime
    let answer = try await exchange.answer(
      to: HTTPRequest("GET", HTTPTarget(path: "/"), headers: ["Host": origin.hostHeader]),
      at: origin, HTTPCallOptions())
    return Reach(
      latency: clock.uptime - start,
      clockLead: answer.headers["Date"].flatMap(HTTPDate.parse).map(clock.now.duration(to:)))
  }

  /// The credentials that calls of SQS are signed with, and which provider they are from; throws
  /// ``AWSCredentialsError``.
  package func signer() async throws -> (provider: String, credentials: AWSCredentials) {
    let keeper = queues.caller.credentials
    let signer = try await keeper.credentials()
    return (keeper.providerName, signer)
  }

  /// Whose credentials they are, which AWS tells anybody; throws ``AWSCredentialsError``.
  ///
  /// Source: STS API reference, GetCallerIdentity.
  package func identity(of signer: AWSCredentials) async throws -> CallerIdentity {
    let endpoint = try await settings.read { try $0.stsEndpoint(profileRegion: nil) }
    return try await STSClient(exchange: exchange, endpoint: endpoint, clock: clock)
      .identity(of: signer)
  }
}

/// Who has signed a call.
package struct CallerIdentity: Hashable, Sendable {
  /// Twelve digits.
  package var account: String
  /// The user or the role in use.
  package var arn: String
}
