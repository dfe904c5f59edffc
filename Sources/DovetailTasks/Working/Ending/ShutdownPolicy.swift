/// When a worker ends of its own accord: as it would on a stop signal, with what runs brought to its end.
///
/// ```swift
/// try await worker.run(until: .idle(for: .seconds(300)).or(.finished(runs: 10_000)))
/// ```
public struct ShutdownPolicy: Sendable {
  /// Whether to end now.
  public enum Answer: Hashable, Sendable {
    /// Ends.
    case end
    /// Goes on, and asks again when something has changed; at the latest after this time, if it is given.
    case goOn(askAgainAfter: Duration? = nil)
  }

  /// Nil: it goes on whatever happens, and need not be asked.
  private let decide: (@Sendable (WorkerActivity) -> Answer)?

  /// A policy of your own.
  ///
  /// It is asked at the start, whenever messages have come, a run has ended or a message was let go, and
  /// when the time is over that its last answer gave. It must not block.
  public init(_ decide: @escaping @Sendable (WorkerActivity) -> Answer) {
    self.decide = decide
  }

  private init() {
    decide = nil
  }

  /// Never ends by itself.
  public static let never = ShutdownPolicy()

  var isNever: Bool { decide == nil }

  func answer(_ activity: WorkerActivity) -> Answer { decide?(activity) ?? .goOn() }
}

extension ShutdownPolicy {
  /// Ends when nothing has come for that long since the last message was let go.
  ///
  /// A task that waits for its next run in the queue does not count.
  public static func idle(for duration: Duration) -> ShutdownPolicy {
    ShutdownPolicy { activity -> Answer in
      guard let idle = activity.idleTime else { return .goOn() }
      return idle >= duration ? .end : .goOn(askAgainAfter: duration - idle)
    }
  }

  /// Ends when so many runs have ended, whatever came of them; those under way come on top.
  public static func finished(runs: Int) -> ShutdownPolicy {
    ShutdownPolicy { $0.finishedRuns >= runs ? .end : .goOn() }
  }

  /// Ends when both would.
  public func and(_ other: ShutdownPolicy) -> ShutdownPolicy {
    ShutdownPolicy { activity -> Answer in
      switch (answer(activity), other.answer(activity)) {
      case (.end, .end): .end
      case (.end, let pending), (let pending, .end): pending
      case (.goOn(let one), .goOn(let another)): .goOn(askAgainAfter: Self.sooner(one, another))
      }
    }
  }

  /// Ends when either would.
  public func or(_ other: ShutdownPolicy) -> ShutdownPolicy {
    ShutdownPolicy { activity -> Answer in
      switch (answer(activity), other.answer(activity)) {
      case (.goOn(let one), .goOn(let another)): .goOn(askAgainAfter: Self.sooner(one, another))
      case (.end, _), (_, .end): .end
      }
    }
  }

  private static func sooner(_ one: Duration?, _ another: Duration?) -> Duration? {
    guard let one, let another else { return one ?? another }
    return min(one, another)
  }
}
