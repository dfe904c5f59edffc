import Dispatch
import Synchronization

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The system's time, in UTC.
public struct SystemClock: WallClock {
  /// Serves every timer of the process; each call is short, so one queue is enough.
  private static let queue = DispatchQueue(label: "dovetail.clock", qos: .userInitiated)

  /// Makes the system's clock.
  public init() {}

  /// The world's time.
  public var kind: ClockKind { .system }

  /// The time now.
  public var now: Timestamp {
    Timestamp(milliseconds: Int64((Date().timeIntervalSince1970 * 1000).rounded(.down)))
  }

  /// Calls `action` on a thread of Dispatch's, when `instant` has come.
  ///
  /// The distance to `instant` is measured once, now: a step of the system's time after that moves
  /// the call. Those who must not be early look at `now` and schedule again.
  public func schedule(
    at instant: Timestamp, _ action: @escaping @Sendable () -> Void
  ) -> ScheduledCall {
    let wait = max(0, min(now.duration(to: instant).wholeMilliseconds, Self.longestWait))
    let timer = DispatchSource.makeTimerSource(queue: Self.queue)
    timer.setEventHandler(handler: action)
    timer.schedule(deadline: .now() + .milliseconds(Int(wait)))
    timer.activate()
    let handle = TimerHandle(timer)
    return ScheduledCall { handle.cancel() }
  }

  /// Ten years, in milliseconds: Dispatch counts nanoseconds and would overflow.
  private static let longestWait: Int64 = 10 * 366 * 86_400_000
}

/// Keeps a timer alive until it fires or is cancelled.
private final class TimerHandle: Sendable {
  private let timer: Mutex<(any DispatchSourceTimer)?>

  init(_ timer: sending any DispatchSourceTimer) {
    self.timer = Mutex(timer)
  }

  func cancel() {
    timer.withLock { timer in
      timer?.cancel()
      timer = nil
    }
  }
}
