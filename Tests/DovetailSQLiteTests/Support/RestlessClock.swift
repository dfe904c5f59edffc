import DovetailTransport
import Synchronization

/// A clock that goes on by a millisecond, or by what is asked, at every look; it calls nobody.
final class RestlessClock: WallClock {
  private let time: Mutex<Timestamp>
  private let step: Duration

  init(
    start: Timestamp = Timestamp(milliseconds: 1_800_000_000_000), step: Duration = .milliseconds(1)
  ) {
    time = Mutex(start)
    self.step = step
  }

  var kind: ClockKind { .manual }

  var now: Timestamp {
    time.withLock { time in
      time = time.advanced(by: step)
      return time
    }
  }

  func schedule(
    at instant: Timestamp, _ action: @escaping @Sendable () -> Void
  ) -> ScheduledCall {
    ScheduledCall {}
  }
}
