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

  /// The time since the process first asked; a step of the system's time does not change it.
  public var uptime: Duration { Self.start.duration(to: .now) }

  private static let start = ContinuousClock.now

  /// Calls `action` on a thread of Dispatch's, when `instant` has come.
  ///
  /// The distance to `instant` is measured once, now: a step of the system's time after that moves
  /// the call. Those who must not be early look at `now` and schedule again.
  public func schedule(
    at instant: Timestamp, _ action: @escaping @Sendable () -> Void
  ) -> ScheduledCall {
    let wait = max(0, min(now.duration(to: instant).wholeMilliseconds, Self.longestWait))
    let timer = CallTimer(DispatchSource.makeTimerSource(queue: Self.queue))
    timer.start(in: .milliseconds(Int(wait)), action)
    return ScheduledCall { timer.cancel() }
  }

  /// Ten years, in milliseconds: Dispatch counts nanoseconds and would overflow.
  private static let longestWait: Int64 = 10 * 366 * 86_400_000
}

/// A timer that lives until it fires or is cancelled.
///
/// Dispatch drops a source with its last reference, so the source's handler holds this: the call comes
/// although nobody keeps its handle.
private final class CallTimer: Sendable {
  private let source: Mutex<(any DispatchSourceTimer)?>

  init(_ source: sending any DispatchSourceTimer) {
    self.source = Mutex(source)
  }

  func start(in wait: DispatchTimeInterval, _ action: @escaping @Sendable () -> Void) {
    source.withLock { source in
      source?.setEventHandler {
        self.cancel()
        action()
      }
      source?.schedule(deadline: .now() + wait)
      source?.activate()
    }
  }

  func cancel() {
    source.withLock { source in
      source?.cancel()
      source = nil
    }
  }
}
