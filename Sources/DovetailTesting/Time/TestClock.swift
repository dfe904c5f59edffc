public import DovetailTransport

/// The clock of one test: it stands still until the test moves it, or waits for what only time brings.
public final class TestClock: WallClock {
  let keeper: TimeKeeper

  init(_ keeper: TimeKeeper) {
    self.keeper = keeper
  }

  /// A test's time.
  public var kind: ClockKind { .manual }

  /// Where the clock stands.
  public var now: Timestamp { keeper.clock.now }

  /// Calls `action` when the clock passes `instant`; before returning, when it has come.
  public func schedule(
    at instant: Timestamp, _ action: @escaping @Sendable () -> Void
  ) -> ScheduledCall {
    let call = keeper.clock.schedule(at: instant, action)
    keeper.lookAround()
    return call
  }
}

extension TestClock: SleepWatchingClock {
  package func beganSleep(
    _ sleeper: Sleeper, until deadline: Timestamp, _ purpose: SleepPurpose
  ) {
    keeper.beganSleep(sleeper, until: deadline, purpose)
  }

  package func endedSleep(_ sleeper: Sleeper) {
    keeper.endedSleep(sleeper)
  }
}
