package import DovetailSQLite
package import DovetailTransport
package import DovetailWire
package import Logging

/// What the rooms of a server share.
package struct ServerState: Sendable {
  package let configuration: ServerConfiguration
  package let double: SQLiteDouble
  /// What queues and buckets go by.
  package let clock: any WallClock
  /// Breaks calls of the accounts' transports and blob stores, when it has rules.
  package let faults: FaultPlan
  /// How many snapshots are made or sent.
  package let snapshots = SnapshotLimit()
  /// What has been called so far.
  package let calls: CallLedger
  /// Nil: signatures are not looked at.
  package let verifier: SignatureVerifier?
  /// When the server started, by the system's clock.
  package let started: Timestamp
  package let accounts: ServerAccounts
  package let logger: Logger

  package init(_ configuration: ServerConfiguration, _ double: SQLiteDouble) {
    self.configuration = configuration
    self.double = double
    clock = configuration.clock
    faults = FaultPlan(clock: configuration.clock)
    calls = CallLedger()
    verifier =
      configuration.credentials.isEmpty
      ? nil : SignatureVerifier(configuration.credentials.map(\.awsCredentials))
    started = SystemClock().now
    accounts = ServerAccounts(configuration, double, faults)
    logger = configuration.logger
  }

  /// The queues and buckets that a request may use: those of the account of its key, in the region of
  /// its credential scope.
  ///
  /// Without a signature, and for keys that say nothing of an account, it is that of the configuration.
  /// Throws ``TransportError``.
  package func account(of request: ServerRequest) async throws -> ServerAccount {
    try await accounts.account(of: RequestScope(request.head))
  }

  /// Begins the URLs of queues, as the client calls the server.
  package func baseURL(of request: ServerRequest) -> String {
    if let baseURL = configuration.baseURL { return baseURL }
    return "http://\(request.head.headers["Host"] ?? configuration.host)"
  }
}

extension ServerCredentials {
  fileprivate var awsCredentials: AWSCredentials {
    AWSCredentials(
      accessKeyID: accessKeyID, secretAccessKey: secretAccessKey, sessionToken: sessionToken)
  }
}
