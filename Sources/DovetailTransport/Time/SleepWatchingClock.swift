/// A clock that is told who sleeps on it: a test's, which must move for those who wait for it alone.
package protocol SleepWatchingClock: WallClock {
  /// A task begins to sleep; `sleeper` can be woken before the time, also with an error.
  ///
  /// Called on the task that sleeps.
  func beganSleep(_ sleeper: Sleeper, until deadline: Timestamp, _ purpose: SleepPurpose)

  /// It sleeps no longer.
  func endedSleep(_ sleeper: Sleeper)
}

/// What a task sleeps for.
package enum SleepPurpose: Hashable, Sendable {
  /// Dovetail's own work goes on then.
  case work
  /// The caller of the clock has asked for time to pass.
  case time
  /// The result of the task of that id is looked for again then.
  case result(of: String)
}
