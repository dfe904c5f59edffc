import DovetailTransport
import Synchronization

/// Asks a worker's shutdown policy when something has changed, and triggers its stop signal.
final class ShutdownWatch: Sendable {
  private struct Fields {
    var finishedRuns = 0
    var heldMessages = 0
    var idleSince: Duration
  }

  private let policy: ShutdownPolicy
  private let stop: StopSignal
  private let clock: any WallClock
  private let startedAt: Duration
  private let alarm: Alarm
  private let fields: Mutex<Fields>

  /// Nil when there is nothing to ask.
  init?(_ policy: ShutdownPolicy, stop: StopSignal, clock: any WallClock) {
    guard !policy.isNever else { return nil }
    self.policy = policy
    self.stop = stop
    self.clock = clock
    startedAt = clock.uptime
    alarm = Alarm(on: clock)
    fields = Mutex(Fields(idleSince: startedAt))
  }

  /// The worker begins.
  func begin() { ask() }

  /// Asks no more.
  func finish() { alarm.cancel() }

  /// Messages have been received.
  func received(_ count: Int) {
    guard count > 0 else { return }
    fields.withLock { $0.heldMessages += count }
    ask()
  }

  /// A body has returned.
  func runEnded() {
    fields.withLock { $0.finishedRuns += 1 }
    ask()
  }

  /// A message is held no longer.
  func letGo() {
    let now = clock.uptime
    fields.withLock { fields in
      fields.heldMessages -= 1
      if fields.heldMessages == 0 { fields.idleSince = now }
    }
    ask()
  }

  private func ask() {
    guard !stop.isTriggered else { return }
    switch policy.answer(activity) {
    case .end: stop.trigger()
    case .goOn(nil): break
    case .goOn(let pause?):
      alarm.set(for: clock.now.advanced(by: max(pause, .milliseconds(1)))) { [weak self] in
        self?.ask()
      }
    }
  }

  private var activity: WorkerActivity {
    let now = clock.uptime
    return fields.withLock { fields in
      var activity = WorkerActivity()
      activity.finishedRuns = fields.finishedRuns
      activity.heldMessages = fields.heldMessages
      activity.uptime = now - startedAt
      activity.idleTime = fields.heldMessages == 0 ? now - fields.idleSince : nil
      return activity
    }
  }
}
