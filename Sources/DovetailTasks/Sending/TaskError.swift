/// Why a task could not be sent, or its result could not be had.
public struct TaskError: Error, Sendable, CustomStringConvertible {
  /// What went wrong.
  public enum Code: String, Sendable {
    /// The broker has not declared the queue.
    case unknownQueue
    /// An option or a name is out of its range.
    case invalidOption
    /// The message is larger than its queue takes, and its body cannot be kept elsewhere.
    case tooLarge
    /// The arguments do not encode.
    case unencodable
    /// A message of a FIFO group was not accepted, but a later one of the group was.
    case orderBroken
    /// The buffer was cleared before the task was sent.
    case cleared
    /// The broker has been shut down.
    case shutDown
    /// No result came in the time that the caller would wait.
    case resultTimeout
    /// The result is not of the type that the caller expects.
    case resultMismatch
    /// The result was stored, and kept for as long as the broker says; its time is over.
    case resultExpired
    /// The broker keeps no results, or the task keeps none.
    case noResults
    /// The broker has no blob store.
    case noBlobs
    /// Two handlers of a worker have one name, or there is none.
    case handlers
    /// A queue has no dead-letter queue, so a failed task could not be kept.
    case noDeadLetterQueue
  }

  /// What went wrong.
  public var code: Code
  /// A sentence that names the thing and what to do.
  public var description: String
  /// What the layer below threw.
  public var cause: (any Error)?

  init(_ code: Code, _ description: String, cause: (any Error)? = nil) {
    self.code = code
    self.description = description
    self.cause = cause
  }
}
