import DovetailTransport
import Synchronization

/// The leases of a worker, and the clock's call for the next that is to be looked at.
final class LeaseTable: Sendable {
  /// Yields when a lease is to be looked at; several that are due at once are one.
  let ticks: AsyncStream<Void>

  private let leases = Mutex<[ObjectIdentifier: Lease]>([:])
  private let tick: AsyncStream<Void>.Continuation
  private let alarm: Alarm
  private let clock: any WallClock

  init(clock: any WallClock) {
    (ticks, tick) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    alarm = Alarm(on: clock)
    self.clock = clock
  }

  /// All leases.
  var all: [Lease] { leases.withLock { Array($0.values) } }

  /// Keeps the leases of messages that were received together.
  func add(_ added: [Lease]) {
    leases.withLock { leases in
      for lease in added { leases[ObjectIdentifier(lease)] = lease }
    }
    if let instant = added.compactMap(\.nextInstant).min() { arm(for: instant) }
  }

  /// Lets a lease go: its message is done with.
  func remove(_ lease: Lease) {
    leases.withLock { _ = $0.removeValue(forKey: ObjectIdentifier(lease)) }
    lease.close()
  }

  /// Sees to it that the clock calls for the next lease.
  func arm() {
    alarm.cancel()
    if let next = all.compactMap(\.nextInstant).min() { arm(for: next) }
  }

  /// Ends the ticks.
  func finish() {
    alarm.cancel()
    tick.finish()
  }

  private func arm(for instant: Duration) {
    alarm.set(for: clock.now.advanced(by: instant - clock.uptime)) { [tick] in tick.yield() }
  }
}
