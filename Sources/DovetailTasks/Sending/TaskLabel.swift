/// The labels that mean something to a broker or a worker.
///
/// Source: TaskIQ's brokers and middlewares.
enum TaskLabel {
  static let queue = "queue"
  static let delay = "delay"
  static let group = "group_id"
  static let skipBatching = "skip_batching"
  static let timeout = "timeout"
  /// How often a task may run: TaskIQ counts runs under this name, not repetitions.
  static let maxRetries = "max_retries"
  /// How a failed run is repeated; Dovetail's own.
  static let retry = "dovetail_retry"
  /// That no result is kept; Dovetail's own.
  static let noResult = "no_result"
  /// How often a Python worker has sent the task again.
  static let retries = "_retries"
  /// What the task carries for the tasks that it sends; Dovetail's own.
  static let carried = "dovetail_context"
}
