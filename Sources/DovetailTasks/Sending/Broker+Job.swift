extension Broker {
  /// A task that was sent earlier, perhaps by another process, found again by its id.
  ///
  /// Nothing is looked up: an id that nobody sent is a task that never ends.
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
    Job(id: id, results: results, clock: clock)
  }
}
