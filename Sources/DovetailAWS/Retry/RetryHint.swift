import DovetailWire

/// The pause that an answer asks for.
///
/// Source: AWS SDKs and Tools reference guide, "Retry behavior", standard mode of 2026; RFC 9110,
/// section 10.2.3.
enum RetryHint: Hashable, Sendable {
  /// Of `x-amz-retry-after`, in milliseconds.
  case amazon(Duration)
  /// Of `Retry-After`, in seconds, from a server that asks to slow down.
  case general(Duration)

  private static let mostBeyond = Duration.seconds(5)
  private static let most = Duration.seconds(20)

  /// Nil when the answer asks for none; what is no number is passed over.
  init?(_ response: HTTPResponse) {
    if let text = response.headers["x-amz-retry-after"], let milliseconds = Int(text),
      milliseconds >= 0
    {
      self = .amazon(.milliseconds(milliseconds))
    } else if [429, 503].contains(response.status), let text = response.headers["Retry-After"],
      let seconds = Int(text), seconds >= 0
    {
      self = .general(.seconds(seconds))
    } else {
      return nil
    }
  }

  /// A pause that heeds it: Amazon's may make it 5 s longer, the general one 20 s long, neither shorter.
  func lengthening(_ pause: Duration) -> Duration {
    switch self {
    case .amazon(let wanted): max(pause, min(wanted, pause + Self.mostBeyond))
    case .general(let wanted): max(pause, min(wanted, Self.most))
    }
  }
}
