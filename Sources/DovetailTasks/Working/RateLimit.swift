/// How often a worker begins runs of a task.
public struct RateLimit: Hashable, Sendable {
  /// How many runs, at least 1.
  public let runs: Int
  /// In how much time, over 0 s.
  public let interval: Duration

  /// Allows so many runs in any stretch of time of that length; below 1 counts as 1.
  public init(_ runs: Int, per interval: Duration) {
    self.runs = max(1, runs)
    self.interval = max(.milliseconds(1), interval)
  }
}
