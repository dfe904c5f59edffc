import DovetailTransport

/// How a task's run ended.
public struct TaskResult: Hashable, Sendable {
  /// Whether the task failed for good.
  public var isError: Bool
  /// What the task returned, as JSON; `null` when it failed.
  public var returnValue: [UInt8]
  /// How long the run took.
  public var executionTime: Duration
  /// The labels of the message that was run.
  public var labels: [String: LabelValue]
  /// Why it failed; nil when it did not, or when the writer could not say.
  public var error: TaskFailure?
  /// What the body noted for whoever reads the result; nil when nothing.
  public var log: String?

  /// Makes the result of a run that returned; `value` is the text of a JSON value.
  public static func success(
    _ value: [UInt8], executionTime: Duration, labels: [String: LabelValue] = [:],
    log: String? = nil
  ) -> TaskResult {
    TaskResult(
      isError: false, returnValue: value, executionTime: executionTime, labels: labels, error: nil,
      log: log)
  }

  /// Makes the result of a run that failed for good.
  public static func failure(
    _ error: TaskFailure?, executionTime: Duration, labels: [String: LabelValue] = [:],
    log: String? = nil
  ) -> TaskResult {
    TaskResult(
      isError: true, returnValue: Array("null".utf8), executionTime: executionTime, labels: labels,
      error: error, log: log)
  }
}
