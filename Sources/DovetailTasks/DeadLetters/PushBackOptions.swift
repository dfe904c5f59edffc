public import DovetailTransport

/// Which dead letters are pushed back.
public enum PushBackSelection: Sendable {
  /// All of them.
  case all
  /// The one with this id, in the dead-letter queue.
  case message(MessageID)
  /// Those that the closure says.
  case matching(@Sendable (DeadLetters.Letter) -> Bool)

  func includes(_ letter: DeadLetters.Letter) -> Bool {
    switch self {
    case .all: true
    case .message(let id): letter.messageID == id
    case .matching(let matches): matches(letter)
    }
  }
}

/// How dead letters are pushed back.
public struct PushBackOptions: Hashable, Sendable {
  /// Where they all go; nil: each to the queue it came from.
  public var destination: QueueName?
  /// How long they stay hidden there, 0 s to 900 s; a FIFO queue delays no single messages.
  public var delay: Duration = .zero
  /// At most this many letters are looked at, at least 1.
  public var limit = 1000

  /// Makes options; see the properties for ranges.
  public init(destination: QueueName? = nil, delay: Duration = .zero, limit: Int = 1000) {
    self.destination = destination
    self.delay = delay
    self.limit = limit
  }

  func check() throws(TaskError) {
    guard SQSLimits.delay.contains(delay) else {
      throw TaskError(
        .invalidOption,
        "Dead letters are delayed by 0 s to 900 s when they are pushed back, not by "
          + "\(delay.inSeconds) s.")
    }
    guard limit >= 1 else {
      throw TaskError(
        .invalidOption, "At least 1 dead letter must be looked at; the limit is \(limit).")
    }
  }
}
