import Synchronization

/// Calls when a clock has reached the earliest of the instants that it was set for.
///
/// It may call when there is nothing to do any more: who is called looks for himself.
package final class Alarm: Sendable {
  private let clock: any WallClock
  private let timer = Mutex<(instant: Timestamp, call: ScheduledCall)?>(nil)

  /// Makes an alarm that is not set.
  package init(on clock: any WallClock) {
    self.clock = clock
  }

  /// Sees to it that `action` is called at `instant`, or the one that it is set for already earlier.
  ///
  /// An action must be short and must not block.
  package func set(for instant: Timestamp, _ action: @escaping @Sendable () -> Void) {
    let isCovered = timer.withLock { $0.map { $0.instant <= instant } ?? false }
    guard !isCovered else { return }
    // Not under the lock: the clock may call at once.
    let call = clock.schedule(at: instant) { [weak self] in
      self?.rang(at: instant)
      action()
    }
    let superseded: ScheduledCall? = timer.withLock { timer in
      if let timer, timer.instant <= instant { return call }
      defer { timer = (instant, call) }
      return timer?.call
    }
    superseded?.cancel()
  }

  /// Withdraws what it is set for.
  package func cancel() {
    let call = timer.withLock { timer in
      defer { timer = nil }
      return timer?.call
    }
    call?.cancel()
  }

  private func rang(at instant: Timestamp) {
    timer.withLock { timer in
      if timer?.instant == instant { timer = nil }
    }
  }
}
