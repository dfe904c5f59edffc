package import DovetailTransport
package import DovetailWire
package import Logging
import Synchronization

/// Keeps a provider's credentials, and renews them before they expire: one fetch at a time, however many
/// calls wait for it.
///
/// Good credentials are never given up for a fetch that failed; that a fetch failed is not kept.
package final class CredentialsKeeper: Sendable {
  private struct Kept {
    var credentials: AWSCredentials
    /// Nil: they do not expire.
    var windows: RefreshWindows?
    var expiresAt: Timestamp?

    func isGood(at now: Timestamp) -> Bool { expiresAt.map { now < $0 } ?? true }
  }

  private struct Fields {
    var kept: Kept?
    /// Those who wait for the fetch that is under way; nil: there is none.
    var waiting: [Sleeper]?
    /// Fetches that failed one after the other.
    var failures = 0
    /// Before that no other fetch is tried while there is something to go on with.
    var nextFetch: Timestamp?
  }

  /// What a call is to do.
  private enum Course {
    case use(AWSCredentials)
    /// Have them renewed, and go on with the old ones.
    case renew(AWSCredentials)
    /// Wait for a fetch, one's own or another's; if it fails, go on with what is there.
    case wait(Sleeper, begins: Bool, AWSCredentials?)
  }

  private let provider: any CredentialsProvider
  private let clock: any WallClock
  private let random: RandomSource
  private let logger: Logger
  private let fields = Mutex(Fields())

  package init(
    _ provider: any CredentialsProvider, clock: any WallClock, random: RandomSource = .system,
    logger: Logger = Logger(label: "dovetail.aws")
  ) {
    self.provider = provider
    self.clock = clock
    self.random = random
    self.logger = logger
  }

  /// The provider's name; before it was first asked, that of the place where it is looked for.
  package var providerName: String { provider.name }

  /// Credentials to sign a request with.
  ///
  /// Throws what the provider throws when there are none that are good.
  package func credentials() async throws -> AWSCredentials {
    switch course() {
    case .use(let credentials): return credentials
    case .renew(let credentials):
      beginFetch()
      return credentials
    case .wait(let sleeper, let begins, let fallback):
      if begins { beginFetch() }
      do {
        try await sleeper.wait()
      } catch  where !(error is CancellationError) {
        guard let fallback else { throw error }
        return fallback
      }
      // Just fetched; or refused by the service since, which the next answer will tell.
      return try fields.withLock { $0.kept?.credentials } ?? fallback.orThrow(refused)
    }
  }

  /// Has the next call fetch anew, unless others than `refused`, which the service did not accept, are
  /// there already.
  package func discard(_ refused: AWSCredentials) {
    fields.withLock { fields in
      guard fields.kept?.credentials == refused else { return }
      fields.kept = nil
      fields.nextFetch = nil
    }
  }

  private var refused: AWSCredentialsError {
    provider.failure("The service refused those that it gave.", isTransient: true)
  }

  private func course() -> Course {
    let now = clock.now
    return fields.withLock { fields in
      let good = fields.kept.flatMap { $0.isGood(at: now) ? $0 : nil }
      if let good {
        guard let windows = good.windows, now >= windows.advisory else {
          return .use(good.credentials)
        }
        let isFetching = fields.waiting != nil
        let isTooSoon = !isFetching && fields.nextFetch.map { now < $0 } ?? false
        guard now >= windows.mandatory, !isTooSoon else {
          if isFetching || isTooSoon { return .use(good.credentials) }
          fields.waiting = []
          return .renew(good.credentials)
        }
      }
      let sleeper = Sleeper()
      let begins = fields.waiting == nil
      fields.waiting = (fields.waiting ?? []) + [sleeper]
      return .wait(sleeper, begins: begins, good?.credentials)
    }
  }

  /// Fetches in a task of its own, which ends with the provider's time-outs: the end of one caller is not
  /// that of the fetch for the others.
  private func beginFetch() {
    Task {
      do {
        finish(.success(try await fetch()))
      } catch {
        finish(.failure(error))
      }
    }
  }

  private func fetch() async throws -> AWSCredentials {
    let credentials = try await provider.fetch()
    guard let expiry = credentials.expiresAt, expiry <= clock.now else { return credentials }
    guard provider.outlivesExpiry else {
      throw provider.failure("Those that it gave had expired at \(expiry).", isTransient: true)
    }
    return credentials
  }

  private func finish(_ result: Result<AWSCredentials, any Error>) {
    let now = clock.now
    let waiting = fields.withLock { fields in
      switch result {
      case .success(let credentials):
        fields.kept = kept(credentials, at: now)
        fields.failures = 0
        fields.nextFetch = nil
      case .failure:
        fields.failures += 1
        fields.nextFetch = now.advanced(by: Self.pause(after: fields.failures))
        if provider.outlivesExpiry, let kept = fields.kept, !kept.isGood(at: now) {
          fields.kept = self.kept(kept.credentials, at: now)
        }
      }
      defer { fields.waiting = nil }
      return fields.waiting ?? []
    }
    if case .failure(let error) = result { tell(error, at: now) }
    for sleeper in waiting { sleeper.wake(result.map { _ in }) }
  }

  /// Logs that a fetch failed while there is something to go on with; else the callers are told.
  private func tell(_ error: any Error, at now: Timestamp) {
    guard let kept = fields.withLock({ $0.kept }), let expiry = kept.expiresAt, kept.isGood(at: now)
    else { return }
    logger.warning(
      "The credentials could not be renewed, and go on until \(expiry). \(error)")
  }

  /// What is kept of credentials; those of a service that goes on accepting them live a while longer.
  private func kept(_ credentials: AWSCredentials, at now: Timestamp) -> Kept {
    guard let expiry = credentials.expiresAt else { return Kept(credentials: credentials) }
    var random = random
    let jitter = Double.random(in: 0...1, using: &random)
    let end =
      expiry <= now && provider.outlivesExpiry
      ? now.advanced(by: Self.grace + Self.graceSpread * jitter) : expiry
    return Kept(
      credentials: credentials, windows: RefreshWindows(from: now, to: end, jitter: jitter),
      expiresAt: end)
  }

  /// How long expired credentials of EC2's metadata service are used before it is asked again.
  private static let grace = Duration.seconds(900)
  private static let graceSpread = Duration.seconds(600)

  /// From 1 s, doubled with each failure, to 60 s.
  private static func pause(after failures: Int) -> Duration {
    min(.seconds(60), .seconds(1) * (1 << min(failures - 1, 6)))
  }
}

extension Optional {
  fileprivate func orThrow(_ error: @autoclosure () -> any Error) throws -> Wrapped {
    guard let self else { throw error() }
    return self
  }
}
