import DovetailTransport

/// What is stored of a once key: the tasks it stands for, and which of them the queue has accepted.
struct OnceRecord: Codable, Hashable, Sendable {
  /// One of its tasks.
  struct Entry: Codable, Hashable, Sendable {
    var id: TaskID
    /// The task's name among the others; nil: there is only one.
    var step: String?
    /// Whether the queue has accepted it; until then it is pending.
    var isSent = false
  }

  var entries: [Entry]
  /// When it holds no longer, in milliseconds since 1970.
  var expiresAt: Timestamp

  /// Whether a task of it may not have reached its queue.
  var isPending: Bool { entries.contains { !$0.isSent } }
}
