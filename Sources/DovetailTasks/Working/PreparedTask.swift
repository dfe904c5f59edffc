import DovetailTransport

/// A task that was read and is to be run, and how its call, its handler and its broker want it run.
final class PreparedTask: Sendable {
  let task: TaskMessage
  /// The message with its whole body.
  var message: ReceivedMessage { whole ?? lease.message }
  let handler: TaskHandler
  /// How often it is run, and how long it waits between the runs.
  let policy: RetryPolicy
  /// Cancels a run that takes longer; nil: no limit.
  let timeout: Duration?

  private let lease: Lease
  private let whole: ReceivedMessage?

  /// What the call says goes before what the handler does, that before its queue, and that before the
  /// broker.
  ///
  /// `whole`: the message, when its body was kept elsewhere.
  init(
    task: TaskMessage, whole: ReceivedMessage?, handler: TaskHandler, of delivery: Delivery
  ) {
    self.task = task
    self.whole = whole
    lease = delivery.lease
    self.handler = handler
    let own = task.labels[TaskLabel.retry]?.stringValue.flatMap(RetryPolicy.init(text:))
    let policy = own ?? handler.retry ?? delivery.profile.retry
    self.policy =
      task.labels[TaskLabel.maxRetries]?.intValue.map(policy.limited) ?? policy
    let label = task.labels[TaskLabel.timeout]?.doubleValue.flatMap { Duration(exactly: $0) }
    timeout = label.flatMap { $0 > .zero ? $0 : nil } ?? handler.timeout
  }
}
