import DovetailTransport

/// A call that is ready to be sent: its message, and the queue it goes to.
///
/// A class, since it is handed on often before it is sent and never changes.
final class Parcel: Sendable {
  let id: TaskID
  let name: String
  let queue: QueueName
  let message: OutgoingMessage
  /// The bytes of the message that SQS counts; computed once, for a batch asks often.
  let size: Int
  /// How long it may wait for others.
  let pace: SendPace
  /// Whether its body is to be kept in the blob store.
  let isOversized: Bool
  /// Where its body is kept that the message points to; nil when the message holds it.
  let payload: BlobKey?

  init(
    id: TaskID, name: String, queue: QueueName, message: OutgoingMessage, pace: SendPace,
    isOversized: Bool = false, payload: BlobKey? = nil
  ) {
    self.id = id
    self.name = name
    self.queue = queue
    self.message = message
    self.pace = pace
    self.isOversized = isOversized
    self.payload = payload
    size = message.size
  }

  /// The parcel when its body is kept at `place`.
  func offloaded(to place: BlobKey) -> Parcel {
    Parcel(
      id: id, name: name, queue: queue,
      message: PayloadPointer(to: place).replacingBody(of: message), pace: pace, payload: place)
  }
}
