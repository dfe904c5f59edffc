import Dovetail
import Synchronization

/// A clock over a manual one, whose time of day can be set while its uptime goes on.
final class SteppedClock: WallClock {
  private let inner: ManualClock
  private let offset = Mutex(Duration.zero)

  init(_ inner: ManualClock) {
    self.inner = inner
  }

  var kind: ClockKind { .manual }

  var now: Timestamp { inner.now.advanced(by: offset.withLock { $0 }) }

  var uptime: Duration { inner.uptime }

  /// Sets the time of day forward, or back.
  func step(by duration: Duration) {
    offset.withLock { $0 += duration }
  }

  /// As the system's clock does: the distance is measured once, now.
  func schedule(
    at instant: Timestamp, _ action: @escaping @Sendable () -> Void
  ) -> ScheduledCall {
    inner.schedule(at: inner.now.advanced(by: now.duration(to: instant)), action)
  }
}

extension Workbench {
  /// A broker on the same queues that goes by another clock.
  func broker(
    on clock: any WallClock, _ change: (inout BrokerConfiguration) -> Void = { _ in }
  ) async throws -> Broker {
    var services = services
    services.clock = clock
    var configuration = BrokerConfiguration()
    configuration.logger = Self.silence
    change(&configuration)
    return try await Broker(services, configuration)
  }
}
