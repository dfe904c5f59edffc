/// A task that was sent by its name: where its result is to be had, of whatever type it is.
public struct UntypedJob: Sendable {
  /// The task's id.
  public var id: TaskID { call.id }

  let call: SentCall
  let broker: Broker

  /// Waits for the task to end, and returns its value.
  ///
  /// Throws as ``Job/value(timeout:removing:)`` does.
  public func value<Output: Codable & Sendable>(
    timeout: Duration, removing: Bool = false, as output: Output.Type = Output.self
  ) async throws -> Output {
    try await broker.job(call, as: output).value(timeout: timeout, removing: removing)
  }

  /// Waits for the task to end, and returns its result.
  ///
  /// Throws as ``Job/result(timeout:removing:)`` does.
  public func result(timeout: Duration, removing: Bool = false) async throws -> TaskResult {
    try await broker.job(call, as: NoValue.self).result(timeout: timeout, removing: removing)
  }

  /// How far the task's run has come; see ``Job/progress()``.
  public func progress() async throws -> TaskProgress? {
    try await broker.job(call, as: NoValue.self).progress()
  }
}
