/// A call of a task, as it travels through a queue.
public struct TaskMessage: Hashable, Sendable {
  /// Names this call.
  public var id: TaskID
  /// The task's name, by which a worker finds its handler.
  public var name: String
  /// Small facts about the call, such as `queue` or `max_retries`.
  public var labels: [String: LabelValue]
  /// What the task is called with.
  public var arguments: TaskArguments

  /// Makes a message.
  public init(
    id: TaskID,
    name: String,
    labels: [String: LabelValue] = [:],
    arguments: TaskArguments = .none
  ) {
    self.id = id
    self.name = name
    self.labels = labels
    self.arguments = arguments
  }

  /// Whether a worker keeps the result.
  var keepsResult: Bool { labels[TaskLabel.noResult]?.flag != true }
}
