/// A task that was sent by its name: where its result is to be had, of whatever type it is.
public struct UntypedJob: Sendable {
  /// The task's id.
  public let id: TaskID

  let broker: Broker

  /// Waits for the task to end, and returns its value.
  ///
  /// Throws as ``Job/value(timeout:)`` does.
  public func value<Output: Codable & Sendable>(
    timeout: Duration, as output: Output.Type = Output.self
  ) async throws -> Output {
    try await broker.job(id, as: output).value(timeout: timeout)
  }

  /// Waits for the task to end, and returns its result.
  ///
  /// Throws as ``Job/result(timeout:)`` does.
  public func result(timeout: Duration) async throws -> TaskResult {
    try await broker.job(id, as: NoValue.self).result(timeout: timeout)
  }
}
