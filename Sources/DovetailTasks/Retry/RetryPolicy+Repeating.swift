import DovetailTransport

extension RetryPolicy {
  /// Repeats a call that fails for a reason that may pass, as often as the policy says.
  ///
  /// Throws the call's last error, or `CancellationError`.
  func repeating<Value>(
    on clock: any WallClock, using random: RandomSource, _ act: () async throws -> Value
  ) async throws -> Value {
    var attempt = 1
    while true {
      do {
        return try await act()
      } catch let error as TransportError where error.isTransient {
        guard let pause = delay(afterAttempt: attempt, using: random) else { throw error }
        attempt += 1
        try await clock.sleep(for: pause)
      }
    }
  }
}
