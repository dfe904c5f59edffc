import DovetailTransport

/// A call that is ready to be sent: its message, and the queue it goes to.
struct Parcel: Sendable {
  let id: TaskID
  let name: String
  let queue: QueueName
  let message: OutgoingMessage
  /// The bytes of the message that SQS counts; computed once, for a batch asks often.
  let size: Int
  /// How long it may wait for others.
  let pace: SendPace

  init(
    id: TaskID, name: String, queue: QueueName, message: OutgoingMessage, pace: SendPace
  ) {
    self.id = id
    self.name = name
    self.queue = queue
    self.message = message
    self.pace = pace
    size = message.size
  }
}
