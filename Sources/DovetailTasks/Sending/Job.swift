import DovetailTransport

/// A task that has been sent: where its result is to be had.
public struct Job<Output: Codable & Sendable>: Sendable {
  /// The task's id.
  public let id: TaskID

  private let results: NotifyingResults?
  private let clock: any WallClock

  init(id: TaskID, results: NotifyingResults?, clock: any WallClock) {
    self.id = id
    self.results = results
    self.clock = clock
  }

  /// Waits for the task to end, and returns its value.
  ///
  /// Throws ``TaskFailure`` with the task's own error when it failed for good, ``TaskError`` with
  /// `resultTimeout` when it has not ended in time (it may still), and `CancellationError`.
  public func value(timeout: Duration) async throws -> Output {
    let result = try await result(timeout: timeout)
    if let failure = result.error { throw failure }
    do {
      return try ArgumentCoder.decode(output: Output.self, from: result.returnValue)
    } catch {
      throw TaskError(
        .resultMismatch, "The result of task \(id) is not a \(Output.self): \(error)", cause: error)
    }
  }

  /// Waits for the task to end, and returns its result: its value or its error, and how long it ran.
  ///
  /// Throws ``TaskError`` with `resultTimeout` when it has not ended in time (it may still).
  public func result(timeout: Duration) async throws -> TaskResult {
    guard let results else {
      throw TaskError(
        .noResults, "The broker keeps no results, so task \(id) has none to wait for.")
    }
    guard let result = try await results.wait(for: id, timeout: timeout) else {
      throw TaskError(
        .resultTimeout,
        "Task \(id) has not ended within \(timeout.inSeconds) s. It may still; wait longer, or look "
          + "whether a worker handles it.")
    }
    return result
  }
}
