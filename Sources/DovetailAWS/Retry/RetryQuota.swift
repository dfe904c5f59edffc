import Synchronization

/// What a client may spend on attempts after the first: when a service is down, clients that all repeat
/// keep it down.
///
/// Source: AWS SDKs and Tools reference guide, "Retry behavior", standard mode of 2026.
final class RetryQuota: Sendable {
  static let capacity = 500
  /// What one more attempt costs, and gives back if it succeeds.
  static let cost = 14
  static let costWhenThrottled = 5

  private let tokens = Mutex(RetryQuota.capacity)

  /// Takes what an attempt costs; false: there is not enough left.
  func take(_ cost: Int) -> Bool {
    tokens.withLock { tokens in
      guard tokens >= cost else { return false }
      tokens -= cost
      return true
    }
  }

  /// Gives back what the last attempt of a call that succeeded has cost; for one without, a little.
  func giveBack(_ cost: Int?) {
    tokens.withLock { $0 = min(Self.capacity, $0 + (cost ?? 1)) }
  }
}
