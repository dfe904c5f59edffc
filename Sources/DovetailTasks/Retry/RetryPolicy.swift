public import DovetailTransport

/// How often a failing task is run, and how long it waits between the runs.
///
/// Waits are whole milliseconds from 0 s to 12 h, the longest that SQS hides a message; durations
/// outside of that are brought to the nearer end, and attempts below 1 to 1.
public struct RetryPolicy: Hashable, Sendable {
  enum BackOff: Hashable, Sendable {
    case exponential(base: Int64, cap: Int64)
    case constant(Int64)
    case custom(CustomBackOff)
  }

  /// A back-off of the user's own; equal to itself only.
  final class CustomBackOff: Hashable, Sendable {
    let delay: @Sendable (_ attempt: Int, _ error: (any Error)?) -> Duration?

    init(_ delay: @escaping @Sendable (Int, (any Error)?) -> Duration?) {
      self.delay = delay
    }

    static func == (left: CustomBackOff, right: CustomBackOff) -> Bool { left === right }

    func hash(into hasher: inout Hasher) {
      hasher.combine(ObjectIdentifier(self))
    }
  }

  /// The most runs, the first one included; at least 1.
  public let maxAttempts: Int
  let backOff: BackOff

  init(maxAttempts: Int, _ backOff: BackOff) {
    self.maxAttempts = max(1, maxAttempts)
    self.backOff = backOff
  }

  /// Waits a random time, from zero up to a bound that doubles with every attempt.
  ///
  /// After attempt n the bound is `base` times 2 to the power n - 1, and `cap` at the most. The
  /// whole of it is random ("full jitter"), so that tasks that failed together do not return together.
  ///
  /// Source: AWS architecture blog, "Exponential backoff and jitter".
  public static func exponential(
    maxAttempts: Int = 5, base: Duration = .seconds(1), cap: Duration = .seconds(900)
  ) -> RetryPolicy {
    RetryPolicy(
      maxAttempts: maxAttempts, .exponential(base: milliseconds(base), cap: milliseconds(cap)))
  }

  /// Waits for the same time after every attempt, without jitter.
  public static func constant(_ delay: Duration, maxAttempts: Int = 5) -> RetryPolicy {
    RetryPolicy(maxAttempts: maxAttempts, .constant(milliseconds(delay)))
  }

  /// Waits as a closure says, which is told which attempt has failed, from 1, and why; nil ends it.
  ///
  /// Two custom policies are equal only if one is a copy of the other.
  public static func custom(
    maxAttempts: Int = 5,
    _ delay: @escaping @Sendable (_ attempt: Int, _ error: (any Error)?) -> Duration?
  ) -> RetryPolicy {
    RetryPolicy(maxAttempts: maxAttempts, .custom(CustomBackOff(delay)))
  }

  /// Does not wait.
  public static func immediate(maxAttempts: Int = 5) -> RetryPolicy {
    constant(.zero, maxAttempts: maxAttempts)
  }

  /// Runs the task once.
  public static let never = immediate(maxAttempts: 1)

  /// The same policy with another number of runs; below 1 counts as 1.
  public func limited(toAttempts maxAttempts: Int) -> RetryPolicy {
    RetryPolicy(maxAttempts: maxAttempts, backOff)
  }

  /// How long to wait when attempt `number`, counted from 1, has failed; nil: it was the last.
  ///
  /// A number below 1 counts as 1.
  public func delay(
    afterAttempt number: Int, _ error: (any Error)? = nil, using random: RandomSource
  ) -> Duration? {
    let number = max(1, number)
    guard number < maxAttempts else { return nil }
    switch backOff {
    case .constant(let delay): return .milliseconds(delay)
    case .exponential(let base, let cap):
      var random = random
      let bound = Self.bound(base: base, cap: cap, attempt: number)
      return .milliseconds(Int64.random(in: 0...bound, using: &random))
    case .custom(let custom):
      return custom.delay(number, error).map { .milliseconds(Self.milliseconds($0)) }
    }
  }

  /// Both are at most 12 h, 26 bits of milliseconds, so 32 doublings stay within 64 bits.
  static func bound(base: Int64, cap: Int64, attempt: Int) -> Int64 {
    min(cap, base << min(32, attempt - 1))
  }

  static func milliseconds(_ duration: Duration) -> Int64 {
    let range = SQSLimits.visibilityTimeout
    return min(max(duration, range.lowerBound), range.upperBound).wholeMilliseconds
  }
}
