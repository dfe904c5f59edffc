/// A queue's messages, counted.
public struct QueueSummary: Hashable, Sendable {
  /// The messages in one state.
  public struct Part: Hashable, Sendable {
    /// About how many there are; exactly, up to 1,000 messages in the queue.
    public var count: Int
    /// When the oldest was sent, as far as the first thousand tell that became or become visible; nil
    /// when there is none.
    public var oldestSentAt: Timestamp?

    /// Makes a part.
    public init(count: Int, oldestSentAt: Timestamp? = nil) {
      self.count = count
      self.oldestSentAt = oldestSentAt
    }
  }

  /// The messages that are visible.
  public var available: Part
  /// The messages that are hidden until their delays end.
  public var delayed: Part
  /// The messages that are hidden by their receives.
  public var inFlight: Part
  /// The queue's time at which it stood so.
  public var time: Timestamp

  /// Makes a summary.
  public init(available: Part, delayed: Part, inFlight: Part, time: Timestamp) {
    self.available = available
    self.delayed = delayed
    self.inFlight = inFlight
    self.time = time
  }

  /// The messages in that state.
  public subscript(state: MessageState) -> Part {
    switch state {
    case .available: available
    case .delayed: delayed
    case .inFlight: inFlight
    }
  }

  /// How long the oldest message of any state has been there; nil when there is none.
  public var oldestAge: Duration? {
    MessageState.allCases.compactMap { self[$0].oldestSentAt }.min()?.duration(to: time)
  }
}
