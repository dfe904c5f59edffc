import DequeModule
import DovetailTransport
import Synchronization

/// Holds the runs of one task back that would be too many at once, or too many in a time.
///
/// Those who wait get their turn in the order they came.
final class TaskLimiter: Sendable {
  private struct Fields {
    var running = 0
    /// When the last runs began, by the clock's uptime, as far as the rate limit asks.
    var starts = Deque<Duration>()
    var waiting = Deque<OneShot<Void>>()
    var isOpen = false
  }

  private let concurrency: Int
  private let rate: RateLimit?
  private let clock: any WallClock
  private let alarm: Alarm
  private let fields = Mutex(Fields())

  /// Nil when the handler has no limits.
  init?(_ handler: TaskHandler, clock: any WallClock) {
    guard handler.concurrency != nil || handler.rate != nil else { return nil }
    concurrency = handler.concurrency ?? .max
    rate = handler.rate
    self.clock = clock
    alarm = Alarm(on: clock)
  }

  /// Begins a run if it may; returns whether it does.
  func begin() -> Bool {
    let now = clock.uptime
    return fields.withLock { $0.waiting.isEmpty && mayBegin(&$0, at: now) }
  }

  /// Waits until a run may begin, and begins it; or until everybody is let go on.
  func beginWhenAllowed() async {
    let shot = OneShot<Void>()
    fields.withLock { fields in
      if fields.isOpen { return shot.set(()) }
      fields.waiting.append(shot)
    }
    proceed()
    await shot.value()
  }

  /// A run has ended.
  func end() {
    fields.withLock { $0.running -= 1 }
    proceed()
  }

  /// Lets everybody go on from now on: those who wait look themselves whether they still may.
  func open() {
    let waiting = fields.withLock { fields in
      fields.isOpen = true
      fields.running += fields.waiting.count
      defer { fields.waiting = [] }
      return fields.waiting
    }
    for shot in waiting { shot.set(()) }
  }

  private func proceed() {
    let now = clock.uptime
    let (begun, next) = fields.withLock { fields in
      var begun: [OneShot<Void>] = []
      while let first = fields.waiting.first, mayBegin(&fields, at: now) {
        fields.waiting.removeFirst()
        begun.append(first)
      }
      let isHeldByRate = !fields.waiting.isEmpty && fields.running < concurrency
      return (begun, isHeldByRate ? fields.starts.first : nil)
    }
    for shot in begun { shot.set(()) }
    guard let next, let rate else { return }
    alarm.set(for: clock.now.advanced(by: next + rate.interval - now)) { self.proceed() }
  }

  private func mayBegin(_ fields: inout Fields, at now: Duration) -> Bool {
    guard fields.running < concurrency else { return false }
    if let rate {
      while let first = fields.starts.first, first + rate.interval <= now {
        fields.starts.removeFirst()
      }
      guard fields.starts.count < rate.runs else { return false }
      fields.starts.append(now)
    }
    fields.running += 1
    return true
  }
}
