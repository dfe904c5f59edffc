/// What a drain is to come to.
public enum DrainExpectation: Hashable, Sendable {
  /// No delivery fails.
  case success
  /// So many deliveries, at least one, and none of them fails.
  case runs(Int)
  /// Deliveries may fail: the test looks at the report.
  case failures

  /// Deliveries may fail: the test looks at the report.
  public static var expectingFailures: DrainExpectation { .failures }
}
