/// Wall-clock time that can be passed in: the system's, or a test's.
///
/// Everything in Dovetail that looks at time or waits does it through a `WallClock`, so a test moves
/// visibility timeouts, delays and back-off at once. Deadlines are moments of wall-clock time and
/// so survive a restart.
public protocol WallClock: Clock where Instant == Timestamp, Duration == Swift.Duration {
  /// Whether its time is the world's, or a test's: what is stored under one cannot be read under the
  /// other.
  var kind: ClockKind { get }

  /// The time since some moment, which no step of the world's clocks changes: what leases go by.
  ///
  /// By default it follows `now`.
  var uptime: Duration { get }

  /// Calls `action` once, when the clock has reached `instant`; at once when it has already.
  ///
  /// The call comes on a thread of the clock's own, never on the cooperative pool, so that it comes
  /// even when every thread of the pool is busy. It must be short and must not block.
  func schedule(
    at instant: Timestamp, _ action: @escaping @Sendable () -> Void
  ) -> ScheduledCall
}

/// Whose time a clock tells.
public enum ClockKind: String, Sendable, CaseIterable {
  /// The world's.
  case system
  /// A test's, which moves it.
  case manual
}

/// A call that a clock is to make; it can be withdrawn.
public struct ScheduledCall: Sendable {
  private let withdraw: @Sendable () -> Void

  /// Makes a handle; `withdraw` is called at each `cancel()` and must bear being called twice.
  public init(withdraw: @escaping @Sendable () -> Void) {
    self.withdraw = withdraw
  }

  /// Withdraws the call; does nothing when it has been made.
  public func cancel() {
    withdraw()
  }
}

extension WallClock {
  /// The time since 1970.
  public var uptime: Duration { .milliseconds(now.milliseconds) }

  /// The finest step of the clock: a millisecond.
  public var minimumResolution: Duration { .milliseconds(1) }

  /// Waits until the clock has reached `deadline`.
  ///
  /// Throws `CancellationError`, at once, when the task is cancelled. `tolerance` is not used.
  public func sleep(until deadline: Timestamp, tolerance: Duration? = nil) async throws {
    try await Sleeper().sleep(until: deadline, on: self, for: .time)
  }

  /// Waits for `duration` from now.
  public func sleep(for duration: Duration) async throws {
    try await sleep(until: now.advanced(by: duration))
  }
}
