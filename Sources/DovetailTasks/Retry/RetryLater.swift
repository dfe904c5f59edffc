import DovetailTransport

/// Thrown by a task that knows when it is worth to be run again: it goes before the policy's back-off.
///
/// It counts as a failed run, so the number of attempts still holds.
///
/// ```swift
/// guard response.status != 429 else { throw RetryLater(.seconds(120)) }
/// ```
public struct RetryLater: Error, Sendable, CustomStringConvertible {
  /// How long to wait, 0 s to 12 h.
  public let delay: Duration
  /// Why; kept as the failure if no run follows.
  public let cause: (any Error)?

  /// Asks for another run after `delay`; brought to the nearer end of 0 s to 12 h.
  public init(_ delay: Duration, because cause: (any Error)? = nil) {
    let range = SQSLimits.visibilityTimeout
    self.delay = min(max(delay, range.lowerBound), range.upperBound)
    self.cause = cause
  }

  /// The error as a sentence.
  public var description: String {
    let reason = cause.map { ": \($0)" } ?? ""
    return "The task asked to be run again in \(delay.inSeconds) s\(reason)"
  }
}
