import DovetailTransport

/// A task that was read and is to be run, and how its call, its handler and its broker want it run.
final class PreparedTask: Sendable {
  let task: TaskMessage
  /// The message with its whole body.
  let message: ReceivedMessage
  let handler: TaskHandler
  /// How often it is run, and how long it waits between the runs.
  let policy: RetryPolicy
  /// Cancels a run that takes longer; nil: no limit.
  let timeout: Duration?

  /// What the call says goes before what the handler does, that before its queue, and that before the
  /// broker.
  init(
    task: TaskMessage, message: ReceivedMessage, handler: TaskHandler, from queue: QueueProfile
  ) {
    self.task = task
    self.message = message
    self.handler = handler
    let own = task.labels[TaskLabel.retry]?.stringValue.flatMap(RetryPolicy.init(text:))
    let policy = own ?? handler.retry ?? queue.retry
    self.policy =
      task.labels[TaskLabel.maxRetries]?.intValue.map(policy.limited) ?? policy
    let label = task.labels[TaskLabel.timeout]?.doubleValue.flatMap { Duration(exactly: $0) }
    timeout = label.flatMap { $0 > .zero ? $0 : nil } ?? handler.timeout
  }
}
