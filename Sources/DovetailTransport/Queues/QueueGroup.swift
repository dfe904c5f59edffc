/// A group of a FIFO queue, or a tenant of a standard queue that is shared fairly.
public struct QueueGroup: Hashable, Sendable {
  /// Its id; nil stands for the messages of a standard queue that have no group.
  public var id: String?
  /// The message that a receive would take first: on a FIFO queue the one that all others wait for.
  public var head: PeekedMessage
  /// How many of its first thousand messages are in each state.
  public var counts: [MessageState: Int]
  /// Whether it has more messages than those that were counted.
  public var hasMore: Bool

  /// Makes a group as an inspection shows it.
  public init(
    id: String?, head: PeekedMessage, counts: [MessageState: Int], hasMore: Bool = false
  ) {
    self.id = id
    self.head = head
    self.counts = counts
    self.hasMore = hasMore
  }

  /// When it can be received from again: its head becomes visible, or is gone; nil: now.
  public var wakesAt: Timestamp? {
    head.state == .available ? nil : min(head.visibleAt, head.expiresAt)
  }
}

/// A page of groups.
public struct QueueGroupPage: Hashable, Sendable {
  /// The groups, in the order of their ids.
  public var groups: [QueueGroup]
  /// The queue's time at which they stood so.
  public var time: Timestamp
  /// What to ask the next page with; nil: this was the last.
  public var nextToken: String?

  /// Makes a page.
  public init(groups: [QueueGroup], time: Timestamp, nextToken: String? = nil) {
    self.groups = groups
    self.time = time
    self.nextToken = nextToken
  }
}
