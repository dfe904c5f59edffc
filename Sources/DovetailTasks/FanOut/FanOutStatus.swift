/// How far the tasks of an entity have come, by their stored results.
public struct FanOutStatus: Sendable {
  /// The names of the steps whose tasks have succeeded.
  public let done: [String]
  /// Why tasks failed for good, by the names of their steps; nil: the result does not say.
  public let failed: [String: TaskFailure?]
  /// The names of the steps whose tasks have no result: not sent, waiting, running, or to be repeated.
  public let outstanding: [String]

  /// How many tasks there are.
  public var total: Int { done.count + failed.count + outstanding.count }

  /// Whether every task has ended.
  public var isComplete: Bool { outstanding.isEmpty }
}
