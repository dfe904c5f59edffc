import DovetailTransport
import DovetailWire

/// How long to wait before the next attempt.
///
/// Source: AWS SDKs and Tools reference guide, "Retry behavior", standard mode of 2026.
enum RetryPause {
  private static let most = Duration.seconds(20)

  /// A random part of 50 ms, or of 1 s when the service asks to slow down, doubled with each attempt; at
  /// least what the service asks for, in bounds.
  static func make(
    after attempts: Int, isThrottled: Bool, hint: Duration?, _ random: RandomSource
  ) -> Duration {
    var random = random
    let base = isThrottled ? Duration.seconds(1) : .milliseconds(50)
    let full = min(most, base * (1 << min(max(attempts, 1) - 1, 9)))
    let pause = full * Double.random(in: 0...1, using: &random)
    guard let hint else { return pause }
    return max(pause, hint)
  }

  /// What an answer asks for.
  ///
  /// That is `x-amz-retry-after` in milliseconds, at most 5 s; or `Retry-After` in seconds, of an answer
  /// that asks to slow down, at most 20 s. What is no number is passed over.
  static func hint(of response: HTTPResponse) -> Duration? {
    if let text = response.headers["x-amz-retry-after"], let milliseconds = Int(text),
      milliseconds >= 0
    {
      return min(.milliseconds(milliseconds), .seconds(5))
    }
    guard [429, 503].contains(response.status), let text = response.headers["Retry-After"],
      let seconds = Int(text), seconds >= 0
    else { return nil }
    return min(.seconds(seconds), most)
  }
}
