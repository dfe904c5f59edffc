extension TaskKey {
  /// Says what a worker does with many of these tasks at once, and how it went with each.
  ///
  /// The payload of an item is the only argument, or a tuple of them. See
  /// ``TaskPayload/handleBatches(upTo:linger:retry:timeout:_:)``.
  public func handleBatches(
    upTo limit: Int, linger: Duration = .seconds(1), retry: RetryPolicy? = nil,
    timeout: Duration? = nil,
    _ body:
      @escaping @Sendable ([BatchItem<(repeat each Argument), Output>]) async throws
      -> [BatchAnswer<Output>]
  ) -> TaskHandler {
    TaskHandler(
      batchesOf: name,
      BatchOptions(limit: limit, linger: linger, retry: retry, timeout: timeout),
      decode: { [parameters] arguments, _ in
        try ArgumentCoder.decode(
          from: arguments, names: parameters, as: repeat (each Argument).self)
      },
      body: body)
  }

  /// Says what a worker does with many of these tasks at once, which all succeed or fail together: when the
  /// body returns, or when it throws.
  public func handleWholeBatches(
    upTo limit: Int, linger: Duration = .seconds(1), retry: RetryPolicy? = nil,
    timeout: Duration? = nil,
    _ body: @escaping @Sendable ([BatchItem<(repeat each Argument), NoValue>]) async throws -> Void
  ) -> TaskHandler where Output == NoValue {
    handleBatches(upTo: limit, linger: linger, retry: retry, timeout: timeout) { batch in
      try await body(batch)
      return batch.map { $0.succeeded() }
    }
  }
}
