public import DovetailTransport

/// A result as a backend keeps it.
public struct StoredResult: Hashable, Sendable {
  /// How the task ended.
  public var result: TaskResult
  /// When it was stored.
  public var storedAt: Timestamp

  /// Makes one.
  public init(_ result: TaskResult, storedAt: Timestamp) {
    self.result = result
    self.storedAt = storedAt
  }
}
