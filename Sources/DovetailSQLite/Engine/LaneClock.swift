internal import DovetailTransport

/// The time by which a lane lives: it never runs backwards.
///
/// When the clock is set back, the lane's time goes on from where it was, at its normal rate: to stand
/// still until the clock has caught up would hold up visibility and long polls for as long.
struct LaneClock {
  private let clock: any WallClock
  private var latest = Timestamp(milliseconds: .min)
  /// How far the lane's time is before the clock's.
  private var lead = Duration.zero

  init(_ clock: any WallClock) {
    self.clock = clock
  }

  /// The lane's time; never before what it was.
  mutating func now() -> Timestamp {
    let now = clock.now.advanced(by: lead)
    if now < latest {
      lead += now.duration(to: latest)
    } else {
      latest = now
    }
    return latest
  }

  /// Calls `action` when the lane's time has reached `instant`, as far as can be told now.
  func schedule(
    at instant: Timestamp, _ action: @escaping @Sendable () -> Void
  ) -> ScheduledCall {
    clock.schedule(at: instant.advanced(by: .zero - lead), action)
  }
}
