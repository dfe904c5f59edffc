public import DovetailTransport
public import Logging

/// What a task's body may want to know of the run that it is part of.
public struct TaskContext: Sendable {
  /// The task's id, the same at every attempt.
  public let id: TaskID
  /// The task's name.
  public let name: String
  /// Which run this is, from 1.
  public let attempt: Int
  /// The labels that the sender gave it.
  public let labels: [String: LabelValue]
  /// What was carried where it was sent; see ``CarriedContext``.
  public let carried: [String: LabelValue]
  /// The queue that it came from.
  public let queue: QueueName
  /// The id of the message that carries it.
  public let messageID: MessageID
  /// Logs with the task's id, name, attempt and queue.
  public let logger: Logger
  /// The clock to look at and to sleep on; a test moves it.
  public let clock: any WallClock
}
