import DovetailTransport

/// How long to wait before the next attempt.
///
/// Source: AWS SDKs and Tools reference guide, "Retry behavior", standard mode of 2026.
enum RetryPause {
  private static let most = Duration.seconds(20)

  /// A random part of 50 ms, or of 1 s when the service asks to slow down, doubled with each attempt; and
  /// what the service asks for.
  static func make(
    after attempts: Int, isThrottled: Bool, hint: RetryHint?, _ random: RandomSource
  ) -> Duration {
    var random = random
    let base = isThrottled ? Duration.seconds(1) : .milliseconds(50)
    let full = min(most, base * (1 << min(max(attempts, 1) - 1, 9)))
    let pause = full * Double.random(in: 0...1, using: &random)
    return hint?.lengthening(pause) ?? pause
  }
}
