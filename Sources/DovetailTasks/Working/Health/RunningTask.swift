public import DovetailTransport

/// A body that runs, as its worker tells of it: nothing of its arguments.
public struct RunningTask: Codable, Hashable, Sendable {
  /// The task's id, its first 256 bytes.
  public var id: String
  /// The task's name, its first 256 bytes.
  public var name: String
  /// The queue that it came from.
  public var queue: String
  /// Which run it is, from 1.
  public var attempt: Int
  /// When the run began.
  public var startedAt: Timestamp
  /// When others may have the message, unless the lease is renewed before.
  public var leaseEndsAt: Timestamp?
  /// When the run was cancelled; nil: it was not.
  public var cancelledAt: Timestamp?
  /// How many messages a batch's body works on, of which the rest tells the first; nil: one.
  public var messages: Int?
}
