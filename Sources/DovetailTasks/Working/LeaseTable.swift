import DovetailTransport
import Synchronization

/// The leases of a worker, and the clock's call for the next that is to be looked at.
final class LeaseTable: Sendable {
  private struct Fields {
    var leases: [ReceiptHandle: Lease] = [:]
    var timer: (instant: Timestamp, call: ScheduledCall)?
  }

  /// Yields when a lease is to be looked at; several that are due at once are one.
  let ticks: AsyncStream<Void>

  private let fields = Mutex(Fields())
  private let tick: AsyncStream<Void>.Continuation
  private let clock: any WallClock

  init(clock: any WallClock) {
    self.clock = clock
    (ticks, tick) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
  }

  /// All leases.
  var all: [Lease] { fields.withLock { Array($0.leases.values) } }

  /// Keeps a message's lease from now on.
  func add(_ lease: Lease) {
    fields.withLock { $0.leases[lease.receipt] = lease }
    if let instant = lease.nextInstant { arm(for: instant) }
  }

  /// Lets a lease go: its message is done with.
  func remove(_ lease: Lease) {
    fields.withLock { _ = $0.leases.removeValue(forKey: lease.receipt) }
  }

  /// Sees to it that the clock calls for the next lease.
  func arm() {
    fields.withLock { fields in
      fields.timer?.call.cancel()
      fields.timer = nil
    }
    if let next = all.compactMap(\.nextInstant).min() { arm(for: next) }
  }

  /// Ends the ticks.
  func finish() {
    fields.withLock { fields in
      fields.timer?.call.cancel()
      fields.timer = nil
    }
    tick.finish()
  }

  private func arm(for instant: Timestamp) {
    let isCovered = fields.withLock { $0.timer.map { $0.instant <= instant } ?? false }
    guard !isCovered else { return }
    let call = clock.schedule(at: instant) { [tick] in tick.yield() }
    let superseded: ScheduledCall? = fields.withLock { fields in
      if let timer = fields.timer, timer.instant <= instant { return call }
      defer { fields.timer = (instant, call) }
      return fields.timer?.call
    }
    superseded?.cancel()
  }
}
