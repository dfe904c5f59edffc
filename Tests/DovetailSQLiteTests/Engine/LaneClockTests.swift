import DovetailTransport
import Synchronization
import Testing

@testable import DovetailSQLite

@Suite("LaneClock")
struct LaneClockTests {
  private let clock = SettableClock()

  private func at(_ milliseconds: Int64) -> Timestamp { Timestamp(milliseconds: milliseconds) }

  @Test
  func `it tells the clock's time while that goes forwards`() {
    var lane = LaneClock(clock)

    for time in [0, 0, 5, 5_000] as [Int64] {
      clock.set(at(time))
      #expect(lane.now() == at(time))
    }
  }

  @Test
  func `after a step back time goes on from where it was, at its normal rate`() {
    var lane = LaneClock(clock)
    clock.set(at(10_000))
    #expect(lane.now() == at(10_000))

    clock.set(at(4_000))
    #expect(lane.now() == at(10_000))
    clock.set(at(4_500))
    #expect(lane.now() == at(10_500))
    clock.set(at(1_000))
    #expect(lane.now() == at(10_500))
    clock.set(at(1_001))
    #expect(lane.now() == at(10_501))
  }

  @Test
  func `a call is scheduled by the clock's own time`() {
    var lane = LaneClock(clock)
    clock.set(at(10_000))
    _ = lane.now()
    clock.set(at(4_000))
    _ = lane.now()

    _ = lane.schedule(at: at(10_020)) {}

    #expect(clock.scheduled == [at(4_020)])
  }
}

/// A clock that is set, forwards and backwards; it notes what is scheduled and calls nobody.
private final class SettableClock: WallClock {
  private let fields = Mutex((now: Timestamp(milliseconds: 0), scheduled: [Timestamp]()))

  var now: Timestamp { fields.withLock { $0.now } }
  var scheduled: [Timestamp] { fields.withLock { $0.scheduled } }

  func set(_ now: Timestamp) {
    fields.withLock { $0.now = now }
  }

  func schedule(
    at instant: Timestamp, _ action: @escaping @Sendable () -> Void
  ) -> ScheduledCall {
    fields.withLock { $0.scheduled.append(instant) }
    return ScheduledCall {}
  }
}
