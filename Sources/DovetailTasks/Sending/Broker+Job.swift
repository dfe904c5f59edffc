extension Broker {
  /// A task that was sent earlier, perhaps by another process, found again by its id.
  ///
  /// Nothing is looked up: an id that nobody sent is a task that never ends, and so is a task that keeps
  /// no result.
  ///
  /// ```swift
  /// let receipt = try await broker.job(id, of: Invoice.self).value(timeout: .seconds(5))
  /// ```
  public func job<Payload: TaskPayload>(
    _ id: TaskID, of task: Payload.Type
  ) -> Job<Payload.Output> {
    job(id, as: Payload.Output.self)
  }

  /// A task that was sent earlier and answers an `Output`, found again by its id.
  public func job<Output: Codable & Sendable>(
    _ id: TaskID, as output: Output.Type
  ) -> Job<Output> {
    job(SentCall(id: id, keepsResult: true), as: output)
  }

  /// A task that was sent just now.
  func job<Output: Codable & Sendable>(_ call: SentCall, as output: Output.Type) -> Job<Output> {
    Job(call: call, results: results)
  }
}
