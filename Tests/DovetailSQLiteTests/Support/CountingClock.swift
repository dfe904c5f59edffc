import DovetailTransport

/// A manual clock that counts how often it is asked to call.
final class CountingClock: WallClock {
  private let clock = ManualClock()
  private let schedules = Counter()

  var kind: ClockKind { .manual }

  var now: Timestamp { clock.now }
  var scheduleCount: Int { schedules.value }
  var pendingCalls: [Timestamp] { clock.pendingCalls }

  func advance(by duration: Duration) {
    clock.advance(by: duration)
  }

  func schedule(
    at instant: Timestamp, _ action: @escaping @Sendable () -> Void
  ) -> ScheduledCall {
    schedules.count()
    return clock.schedule(at: instant, action)
  }
}
