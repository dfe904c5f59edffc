public import DovetailTransport

/// A task of `enqueueLater` that was given up.
public struct DroppedTask: Sendable {
  /// The task's id.
  public let id: TaskID
  /// The task's name.
  public let name: String
  /// The queue that did not accept it.
  public let queue: QueueName
  /// Why: the last error, or that the buffer was cleared or the broker shut down.
  public let error: any Error
  /// How often it was sent in vain.
  public let attempts: Int
  /// When it failed for the first time; nil when it was not sent at all.
  public let firstFailedAt: Timestamp?
  /// When it failed last; nil when it was not sent at all.
  public let lastFailedAt: Timestamp?

  init(_ entry: SendEntry, _ error: any Error) {
    id = entry.parcel.id
    name = entry.parcel.name
    queue = entry.parcel.queue
    self.error = error
    attempts = entry.failure?.attempts ?? 0
    firstFailedAt = entry.failure?.firstAt
    lastFailedAt = entry.failure?.lastAt
  }
}
