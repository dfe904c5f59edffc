public import DovetailTransport

/// Keeps the results of tasks, and how often a message has been run.
///
/// Both outlive a worker: a result until those who wait have read it, a count until its message is
/// done. A worker stores a result before it deletes the message.
/// Calls throw `TransportError`, ``TaskFormatError`` or `CancellationError`.
public protocol ResultBackend: Sendable {
  /// Stores how a task ended; a success is never lost to a failure.
  ///
  /// Two workers may end one task, as its message may be delivered twice. A success replaces what is
  /// there. A failure is written when nothing is there; otherwise it leaves a success alone, and
  /// replaces anything else provided that nobody else has replaced it meanwhile.
  ///
  /// To store the same result again is harmless, so after an error that `isTransient`, do.
  func store(_ result: TaskResult, for task: TaskID) async throws

  /// How the task ended, and since when that is known; nil when it has not, or its result is gone.
  func storedResult(for task: TaskID) async throws -> StoredResult?

  /// Removes the task's result; does nothing when there is none.
  func removeResult(for task: TaskID) async throws

  /// How often the message has been run in vain; nil when no failed run is on record.
  ///
  /// A message's receive count does not tell it: a message may come back without having been run.
  func attempts(of message: MessageID) async throws -> AttemptRecord?

  /// Records how often the message has been run in vain.
  func storeAttempts(_ record: AttemptRecord, of message: MessageID) async throws

  /// Forgets the message's record; does nothing when there is none.
  func removeAttempts(of message: MessageID) async throws
}

extension ResultBackend {
  /// How the task ended; nil when it has not, or its result is gone.
  public func result(for task: TaskID) async throws -> TaskResult? {
    try await storedResult(for: task)?.result
  }
}
