public import DovetailTransport

extension DeadLetters {
  /// What a dead letter tells, as far as it can be read.
  public struct Letter: Hashable, Sendable {
    /// The task's id; nil when neither the body nor the worker told it.
    public let taskID: TaskID?
    /// The task's name; nil when the body could not be read, or is kept elsewhere.
    public let name: String?
    /// The queue it came from, with the broker's prefix; nil when nothing tells.
    public let origin: QueueName?
    /// Why the task failed; nil when the queue itself moved it.
    public let reason: String?
    /// How often it was run; nil when the queue itself moved it.
    public let attempts: Int?
    /// The message that was run, in the queue it came from; nil when nothing tells.
    public let originalMessageID: MessageID?
    /// The letter's own id, in the dead-letter queue.
    public let messageID: MessageID
    /// When it was sent to the dead-letter queue; to the queue it came from, when that moved it.
    public let sentAt: Timestamp
    /// How often it has been received, by its queue's own count.
    public let receiveCount: Int
    /// Its group.
    public let group: String?
    /// The attribute `entity_id`, that some senders tell their tasks by.
    public let entityID: String?
  }
}
