extension RetryPolicy {
  /// The longest that all pauses between runs take together, up to the millionth; nil for a custom policy, which
  /// cannot be known.
  package var longestPauses: Duration? {
    let pauses = min(maxAttempts, 1_000_000) - 1
    switch backOff {
    case .custom: return nil
    case .constant(let delay): return .milliseconds(delay) * pauses
    case .exponential(let base, let cap):
      // From the 33rd on all are as long: there the doubling ends.
      let doubled = min(pauses, 33)
      let first = (0..<doubled).reduce(Duration.zero) { sum, attempt in
        sum + .milliseconds(Self.bound(base: base, cap: cap, attempt: attempt + 1))
      }
      let last = Self.bound(base: base, cap: cap, attempt: 33)
      return first + .milliseconds(last) * (pauses - doubled)
    }
  }
}
