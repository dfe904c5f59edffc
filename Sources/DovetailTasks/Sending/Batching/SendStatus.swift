public import DovetailTransport

/// What a broker holds for one queue, and what it has sent to it.
public struct SendStatus: Sendable {
  /// The queue, with the broker's prefix.
  public let queue: QueueName
  /// How its messages are batched.
  public let options: BatchingOptions
  /// Messages that wait to be sent, those that failed and are to be sent again included.
  public let buffered: Int
  /// Messages on their way.
  public let inFlight: Int
  /// Of the buffered messages, those that were not accepted so far.
  public let failing: [FailingSend]
  /// What was sent since the broker was opened.
  public let counters: SendCounters
}

/// A message that was not accepted so far and is to be sent again.
public struct FailingSend: Sendable {
  /// The task's id.
  public let id: TaskID
  /// The task's name.
  public let name: String
  /// How often it was sent in vain.
  public let attempts: Int
  /// When it failed for the first time.
  public let firstFailedAt: Timestamp
  /// When it failed last.
  public let lastFailedAt: Timestamp
  /// Why it failed last.
  public let error: TransportError

  init?(_ entry: SendEntry) {
    guard let failure = entry.failure else { return nil }
    id = entry.parcel.id
    name = entry.parcel.name
    attempts = failure.attempts
    firstFailedAt = failure.firstAt
    lastFailedAt = failure.lastAt
    error = failure.error
  }
}
