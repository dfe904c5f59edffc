import DovetailTransport
import Logging
import Synchronization

/// Clears expired results away while new ones are stored: each hundredth looks at two hundred old ones,
/// until all have been seen; and then again when the first of those that were left has expired.
///
/// So all are looked at once while half as many are stored as there are, also if those that come stand at
/// the end of the walk, and what is kept is at most about one and a half times what has not expired.
final class ResultSweeper: Sendable {
  fileprivate struct Fields {
    var stored = 0
    var isSweeping = false
    /// Where the last step ended; nil: at the end of the walk.
    var place: String?
    /// Nothing is to be removed before that, as far as the walk has seen.
    var nextExpiry: Timestamp?
    /// Nothing is to be looked at before that.
    var restsUntil: Timestamp?
  }

  private static let stride = 100

  private let backend: any SweepableResults
  private let lifetime: Duration
  private let clock: any WallClock
  private let logger: Logger
  private let fields = Mutex(Fields())

  init(
    _ backend: any SweepableResults, lifetime: Duration, clock: any WallClock, logger: Logger
  ) {
    self.backend = backend
    self.lifetime = lifetime
    self.clock = clock
    self.logger = logger
  }

  /// A result has been stored.
  ///
  /// Throws nothing: what cannot be removed now is met again by the next walk.
  nonisolated(nonsending) func resultStored() async {
    let mayBeDue = fields.withLock { fields in
      fields.stored += 1
      return fields.stored >= Self.stride && !fields.isSweeping
    }
    guard mayBeDue else { return }
    let now = clock.now
    guard fields.withLock({ $0.begin(at: now, lifetime) }) else { return }
    do {
      let place = fields.withLock { $0.place }
      let step = try await backend.sweep(at: now, lifetime: lifetime, from: place)
      fields.withLock { $0.end(step) }
    } catch {
      fields.withLock { $0.end(nil) }
      logger.warning("Expired results could not be removed; trying later: \(error)")
    }
  }
}

extension ResultSweeper.Fields {
  /// Begins a step if one is due.
  fileprivate mutating func begin(at now: Timestamp, _ lifetime: Duration) -> Bool {
    guard !isSweeping, restsUntil.map({ $0 <= now }) ?? true else { return false }
    stored = 0
    isSweeping = true
    // What comes during the walk may not be met by it.
    if place == nil { nextExpiry = now.advanced(by: lifetime) }
    return true
  }

  /// A step has ended; nil: in vain, so that the walk begins anew.
  fileprivate mutating func end(_ step: ResultSweep?) {
    isSweeping = false
    place = step?.place
    guard let step else {
      restsUntil = nil
      return
    }
    if let expiry = step.nextExpiry { nextExpiry = min(nextExpiry ?? expiry, expiry) }
    restsUntil = step.place == nil ? nextExpiry : nil
  }
}
