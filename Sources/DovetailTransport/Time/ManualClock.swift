import Synchronization

/// A clock that stands still until it is told to move.
///
/// `advance` is synchronous: it goes from one scheduled call to the next, in the order of time, makes
/// each at its own instant, and ends at the target. A task that it wakes runs on its own and may
/// schedule more; to go on only when it has parked again, await ``waitForCalls(atLeast:)`` first.
public final class ManualClock: WallClock {
  private struct Call {
    var instant: Timestamp
    var number: UInt64
    var action: @Sendable () -> Void
  }

  private struct Watcher {
    /// Whether the calls, latest first, are what it waits for.
    var isContent: @Sendable ([Call]) -> Bool
    var continuation: CheckedContinuation<Void, Never>
  }

  private struct Fields {
    var now: Timestamp
    /// Latest first, so that the next one is the last; equal instants in the order they came.
    var calls: [Call] = []
    var nextNumber: UInt64 = 0
    var watchers: [Watcher] = []
  }

  private let fields: Mutex<Fields>

  /// Makes a clock that stands at `start`; by default a fixed, ordinary day.
  public init(start: Timestamp = Timestamp(milliseconds: 1_800_000_000_000)) {
    fields = Mutex(Fields(now: start))
  }

  /// A test's time.
  public var kind: ClockKind { .manual }

  /// Where the clock stands.
  public var now: Timestamp { fields.withLock { $0.now } }

  /// The instants of the calls that are to be made, earliest first.
  public var pendingCalls: [Timestamp] {
    fields.withLock { $0.calls.reversed().map(\.instant) }
  }

  /// The instant of the next call that is to be made; nil: there is none.
  package var nextCall: Timestamp? { fields.withLock { $0.calls.last?.instant } }

  /// Forgets the calls that are to be made: nobody waits for them any more.
  package func dropCalls() {
    // Not under the lock: what they hold may end with them, and come back here.
    let dropped = fields.withLock { fields in
      defer { fields.calls = [] }
      return fields.calls
    }
    _ = dropped
  }

  /// Calls `action` when ``advance(by:)`` passes `instant`; before returning, when it has come.
  public func schedule(
    at instant: Timestamp, _ action: @escaping @Sendable () -> Void
  ) -> ScheduledCall {
    let number: UInt64? = fields.withLock { fields in
      guard instant > fields.now else { return nil }
      let number = fields.nextNumber
      fields.nextNumber += 1
      let place = fields.calls.firstIndex { $0.instant <= instant } ?? fields.calls.endIndex
      fields.calls.insert(Call(instant: instant, number: number, action: action), at: place)
      return number
    }
    guard let number else {
      action()
      return ScheduledCall {}
    }
    for watcher in contentWatchers() { watcher.continuation.resume() }
    return ScheduledCall { [weak self] in
      self?.fields.withLock { $0.calls.removeAll { $0.number == number } }
    }
  }

  /// Moves the clock by `duration`, which must not be negative, and makes the calls on the way.
  public func advance(by duration: Duration) {
    advance(to: now.advanced(by: duration))
  }

  /// Moves the clock to `target` and makes the calls on the way; does nothing if it is past that.
  public func advance(to target: Timestamp) {
    while let call = nextCall(until: target) {
      call.action()
    }
  }

  /// Waits until at least `count` calls are scheduled: tasks that sleep, polls that are parked.
  ///
  /// It is how a test goes on only when the code under test waits. It waits for ever when that does
  /// not come, so give the test a time limit.
  public func waitForCalls(atLeast count: Int) async {
    await wait { $0.count >= count }
  }

  /// Waits until a call is scheduled at `instant` or before.
  ///
  /// It waits for ever when that does not come, so give the test a time limit.
  public func waitForCall(by instant: Timestamp) async {
    await wait { calls in calls.last.map { $0.instant <= instant } ?? false }
  }

  private func wait(until isContent: @escaping @Sendable ([Call]) -> Bool) async {
    await withCheckedContinuation { continuation in
      let watcher = Watcher(isContent: isContent, continuation: continuation)
      fields.withLock { $0.watchers.append(watcher) }
      for watcher in contentWatchers() { watcher.continuation.resume() }
    }
  }

  private func nextCall(until target: Timestamp) -> Call? {
    fields.withLock { fields in
      guard let next = fields.calls.last, next.instant <= target else {
        fields.now = max(fields.now, target)
        return nil
      }
      fields.calls.removeLast()
      fields.now = max(fields.now, next.instant)
      return next
    }
  }

  private func contentWatchers() -> [Watcher] {
    fields.withLock { fields in
      let content = fields.watchers.filter { $0.isContent(fields.calls) }
      fields.watchers.removeAll { $0.isContent(fields.calls) }
      return content
    }
  }
}
