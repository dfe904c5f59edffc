public import DovetailTransport

/// A call on its way to a queue, before its message is written.
public struct OutgoingTask: Sendable {
  /// The call: its id, name, labels and arguments.
  public var task: TaskMessage
  /// The queue that it goes to, with the broker's prefix.
  public let queue: QueueName
  /// When it may run; nil: at once, or as the queue's own delay says.
  public var delay: Duration?
  /// Its group; nil on a standard queue that is not shared fairly.
  public var group: String?
  /// What a FIFO queue tells duplicates by; nil: by the task's id, or by content if so declared.
  public var deduplicationID: String?
  /// Attributes of the message.
  public var attributes: [String: MessageAttribute]
  /// The trace header of AWS X-Ray.
  public var traceHeader: String?

  let route: QueueRoute
  let pace: SendPace

  /// What its job is made of, once it is sent.
  var sentCall: SentCall { SentCall(id: task.id, keepsResult: task.keepsResult) }
}
