import DovetailTransport
import Logging
import Synchronization

/// Clears expired results away while new ones are stored: each hundredth looks at a hundred old ones.
///
/// So all are looked at once while as many are stored as there are, and what is kept is at most about
/// twice what has not expired.
final class ResultSweeper: Sendable {
  private struct Fields {
    var stored = 0
    var isSweeping = false
    /// Where the last step ended; nil: at the end of the walk.
    var place: String?
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
  func resultStored() async {
    let isDue = fields.withLock { fields in
      fields.stored += 1
      guard fields.stored >= Self.stride, !fields.isSweeping else { return false }
      fields.stored = 0
      fields.isSweeping = true
      return true
    }
    guard isDue else { return }
    var place = fields.withLock { $0.place }
    do {
      place = try await backend.sweep(at: clock.now, lifetime: lifetime, from: place)
    } catch {
      place = nil
      logger.warning("Expired results could not be removed; trying later: \(error)")
    }
    fields.withLock { [place] fields in
      fields.place = place
      fields.isSweeping = false
    }
  }
}
