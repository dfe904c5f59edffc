import DovetailTransport
import Synchronization

/// The calls that a clock is to make at the end of a worker; withdrawn when it has ended before.
final class EndTimers: Sendable {
  private let calls = Mutex<[ScheduledCall]>([])

  func add(_ call: ScheduledCall) {
    calls.withLock { $0.append(call) }
  }

  func cancel() {
    for call in calls.withLock({ $0 }) { call.cancel() }
  }
}
