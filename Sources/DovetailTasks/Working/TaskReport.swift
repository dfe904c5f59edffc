public import DovetailTransport

/// How one delivery of a task went.
public struct TaskReport: Sendable {
  /// What became of it.
  public enum Outcome: Sendable, Hashable {
    /// The body returned, and the message is deleted.
    case succeeded
    /// An earlier delivery had succeeded; the message is deleted.
    case duplicate
    /// A run failed; it is visible again after this time.
    case retried(after: Duration)
    /// It could not be run yet; it is visible again after this time.
    case postponed(by: Duration)
    /// It failed for good, and is in the dead-letter queue, or discarded if so configured.
    case deadLettered(reason: String)
    /// It was not due yet, and was sent on to wait for its time.
    case hopped(until: Timestamp)
    /// It was given back, for the worker stops.
    case released
    /// Its lease was lost while it ran; another worker may have it.
    case lost
    /// Its body has not returned at the end of the worker's drain time-out; it will be delivered again.
    case stuck
    /// What was to become of it could not be done: it will be delivered again.
    case unsettled
  }

  /// The task's id; nil when neither the body nor the name of its payload could be read.
  public let id: TaskID?
  /// The task's name; nil when the body could not be read.
  public let name: String?
  /// The message that carried it.
  public let messageID: MessageID
  /// Which run it was, from 1; 0 when the body was not run.
  public let attempt: Int
  /// What became of it.
  public let outcome: Outcome
}
