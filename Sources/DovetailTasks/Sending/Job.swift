import DovetailTransport

/// A task that has been sent: where its result is to be had.
public struct Job<Output: Codable & Sendable>: Sendable {
  /// The task's id.
  public var id: TaskID { call.id }

  private let call: SentCall
  private let results: NotifyingResults?

  init(call: SentCall, results: NotifyingResults?) {
    self.call = call
    self.results = results
  }

  /// Waits for the task to end, and returns its value.
  ///
  /// `removing`: removes the result once it is read, so that nobody can read it again; a value that is
  /// not an `Output` stays. Throws ``TaskFailure`` with the task's own error when it failed for good, and
  /// as ``result(timeout:removing:)`` does.
  public func value(timeout: Duration, removing: Bool = false) async throws -> Output {
    let results = try keptResults()
    let value = try value(of: try await result(results, results.deadline(after: timeout)))
    if removing { await results.remove(id) }
    return try value.get()
  }

  /// Waits for the task to end, and returns its result: its value or its error, and how long it ran.
  ///
  /// `removing`: removes the result once it is read. Throws ``TaskError`` with `resultTimeout` when the
  /// task has not ended in time (it may still), `resultExpired` when it ended too long ago, and
  /// `noResults`, at once, when the task or its broker keeps none; and `CancellationError`.
  public func result(timeout: Duration, removing: Bool = false) async throws -> TaskResult {
    let results = try keptResults()
    let result = try await result(results, results.deadline(after: timeout))
    if removing { await results.remove(id) }
    return result
  }

  /// How far the task's run has come, as its body last reported; nil when it has not, or has ended.
  ///
  /// Reports of a worker that died stay until the task's next run reports, so look at
  /// ``TaskProgress/reportedAt``. Throws ``TaskError`` with `noResults` when the broker keeps none.
  public func progress() async throws -> TaskProgress? {
    guard let results else { throw Self.noResults(id) }
    return try await results.progress?.progress(of: id)
  }

  /// The value that a wait until `deadline` yields.
  func value(until deadline: Timestamp) async throws -> Output {
    try value(of: try await result(keptResults(), deadline)).get()
  }

  /// The value or the task's error; throws when the value is not of the type.
  private func value(of result: TaskResult) throws(TaskError) -> Result<Output, TaskFailure> {
    if let failure = result.error { return .failure(failure) }
    do {
      return .success(try ArgumentCoder.decode(output: Output.self, from: result.returnValue))
    } catch {
      throw TaskError(
        .resultMismatch, "The result of task \(id) is not a \(Output.self): \(error)", cause: error)
    }
  }

  private func result(
    _ results: NotifyingResults, _ deadline: Timestamp
  ) async throws -> TaskResult {
    guard let result = try await results.wait(for: id, until: deadline) else {
      throw TaskError(
        .resultTimeout,
        "Task \(id) has not ended in the time that was given. It may still; wait longer, or look "
          + "whether a worker handles it.")
    }
    return result
  }

  private func keptResults() throws(TaskError) -> NotifyingResults {
    guard let results else { throw Self.noResults(id) }
    guard call.keepsResult else {
      throw TaskError(
        .noResults,
        "Task \(id) was sent to keep no result, so there is none to wait for. Send it without "
          + "keepsResult(false).")
    }
    return results
  }

  private static func noResults(_ id: TaskID) -> TaskError {
    TaskError(.noResults, "The broker keeps no results, so task \(id) has none to wait for.")
  }
}
