/// The labels that mean something to a broker or a worker.
///
/// Source: TaskIQ's brokers and middlewares.
package enum TaskLabel {
  package static let queue = "queue"
  package static let delay = "delay"
  package static let group = "group_id"
  package static let skipBatching = "skip_batching"
  package static let timeout = "timeout"
  /// How often a task may run: TaskIQ counts runs under this name, not repetitions.
  package static let maxRetries = "max_retries"
  /// How a failed run is repeated; Dovetail's own.
  package static let retry = "dovetail_retry"
  /// That no result is kept; Dovetail's own.
  package static let noResult = "no_result"
  /// How often a Python worker has sent the task again.
  package static let retries = "_retries"
  /// What the task carries for the tasks that it sends; Dovetail's own.
  package static let carried = "dovetail_context"
}
