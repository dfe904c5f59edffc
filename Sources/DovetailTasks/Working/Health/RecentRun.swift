public import DovetailTransport

/// A run that has ended, as its worker tells of it: nothing of its arguments, its value or its error.
public struct RecentRun: Codable, Hashable, Sendable {
  /// How a run ended.
  public enum Outcome: String, Codable, Sendable {
    /// The body returned.
    case succeeded
    /// It failed, and another run follows.
    case retried
    /// It failed for good.
    case failed
    /// It was cancelled as the worker stopped, and the message given back.
    case released
    /// The message may be another worker's.
    case lost
    /// The body had not returned when the worker ended.
    case stuck
  }

  /// What ran, as it was while it did.
  public var task: RunningTask
  /// When it ended.
  public var endedAt: Timestamp
  /// How it ended.
  public var outcome: Outcome
}

extension RecentRun.Outcome {
  /// How the run of that verdict ended.
  init(_ verdict: Verdict) {
    self =
      switch verdict {
      case .succeeded, .duplicate: .succeeded
      case .retry: .retried
      case .deadLetter: .failed
      case .postpone, .hop, .release: .released
      case .lost: .lost
      case .stuck: .stuck
      }
  }
}
