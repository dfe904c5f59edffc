public import DovetailTransport

/// What came of pushing dead letters back.
public struct PushBackReport: Sendable {
  /// What became of one letter.
  public enum Outcome: Hashable, Sendable {
    /// It is in that queue again, as a new message, and no dead letter any more.
    case pushedBack(to: QueueName, as: MessageID)
    /// It is in that queue again, but is a dead letter still: it could not be deleted.
    case duplicated(in: QueueName, as: MessageID, reason: String)
    /// It was a copy of a letter that was pushed back, and is deleted.
    case folded
    /// It stays a dead letter.
    case failed(reason: String)
  }

  /// A letter that was to be pushed back.
  public struct Entry: Sendable {
    /// The letter.
    public let letter: DeadLetters.Letter
    /// What became of it.
    public let outcome: Outcome
  }

  /// Why no more letters were looked at.
  public enum End: Sendable {
    /// There were no more that could be received.
    case exhausted
    /// As many were looked at as the options allow; the same call goes on.
    case limit
    /// Receiving failed; the same call goes on.
    case failed(any Error)
  }

  /// The letters that were to be pushed back, in the order in which they were settled.
  public internal(set) var entries: [Entry] = []
  /// How many letters were met that were not asked for, or that failed again meanwhile.
  public internal(set) var passedOver = 0
  /// Why it ended.
  public internal(set) var end = End.exhausted

  /// How many are in their queues again.
  public var pushedBack: Int {
    entries.count { if case .pushedBack = $0.outcome { true } else { false } }
  }
}
