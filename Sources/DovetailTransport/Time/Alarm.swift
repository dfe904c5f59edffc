import Synchronization

/// Calls when a clock has reached the earliest of the instants that it was set for.
///
/// It may call when there is nothing to do any more: who is called looks for himself.
package final class Alarm: Sendable {
  /// What it is set for; the clock's call comes when it has been made.
  private struct Setting {
    let number: Int
    let instant: Timestamp
    var call: ScheduledCall?
  }

  private struct Fields {
    var setting: Setting?
    var count = 0
  }

  private let clock: any WallClock
  private let fields = Mutex(Fields())

  /// Makes an alarm that is not set.
  package init(on clock: any WallClock) {
    self.clock = clock
  }

  /// Sees to it that `action` is called at `instant`, or the one that it is set for already earlier.
  ///
  /// An action must be short and must not block.
  package func set(for instant: Timestamp, _ action: @escaping @Sendable () -> Void) {
    let (number, superseded): (Int?, ScheduledCall?) = fields.withLock { fields in
      if let setting = fields.setting, setting.instant <= instant { return (nil, nil) }
      fields.count += 1
      defer { fields.setting = Setting(number: fields.count, instant: instant) }
      return (fields.count, fields.setting?.call)
    }
    guard let number else { return }
    superseded?.cancel()
    // Not under the lock: the clock may call at once, and then before the call is in hand.
    let call = clock.schedule(at: instant) { [weak self] in
      self?.rang(number)
      action()
    }
    let isStale = fields.withLock { fields in
      guard fields.setting?.number == number else { return true }
      fields.setting?.call = call
      return false
    }
    if isStale { call.cancel() }
  }

  /// Withdraws what it is set for.
  package func cancel() {
    let call = fields.withLock { fields in
      defer { fields.setting = nil }
      return fields.setting?.call
    }
    call?.cancel()
  }

  private func rang(_ number: Int) {
    fields.withLock { fields in
      if fields.setting?.number == number { fields.setting = nil }
    }
  }
}
