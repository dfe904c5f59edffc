public import DovetailTransport

// What becomes of many messages at once.
extension RawQueue {
  /// Says what a worker does with many messages of this queue at once, and how it went with each.
  ///
  /// See ``TaskPayload/handleBatches(upTo:linger:retry:timeout:_:)``.
  public func handleBatches(
    upTo limit: Int, linger: Duration = .seconds(1), retry: RetryPolicy? = nil,
    timeout: Duration? = nil,
    _ body:
      @escaping @Sendable ([BatchItem<ReceivedMessage, NoValue>]) async throws
      -> [BatchAnswer<NoValue>]
  ) -> TaskHandler {
    batches(
      BatchOptions(limit: limit, linger: linger, retry: retry, timeout: timeout),
      decode: \.self, body)
  }

  /// Says what a worker does with many messages of this queue at once, which all succeed or fail together:
  /// when the body returns, or when it throws.
  public func handleWholeBatches(
    upTo limit: Int, linger: Duration = .seconds(1), retry: RetryPolicy? = nil,
    timeout: Duration? = nil,
    _ body: @escaping @Sendable ([BatchItem<ReceivedMessage, NoValue>]) async throws -> Void
  ) -> TaskHandler {
    handleBatches(upTo: limit, linger: linger, retry: retry, timeout: timeout) { batch in
      try await body(batch)
      return batch.map { $0.succeeded() }
    }
  }

  /// Says what a worker does with many messages of this queue at once, whose bodies are the JSON of a
  /// value, and how it went with each.
  ///
  /// A message that cannot be read so is a dead letter at once, and not among those of the call.
  public func handleBatches<Body: Decodable & Sendable>(
    as type: Body.Type, upTo limit: Int, linger: Duration = .seconds(1),
    retry: RetryPolicy? = nil, timeout: Duration? = nil,
    _ body:
      @escaping @Sendable ([BatchItem<Body, NoValue>]) async throws -> [BatchAnswer<NoValue>]
  ) -> TaskHandler {
    batches(
      BatchOptions(limit: limit, linger: linger, retry: retry, timeout: timeout),
      decode: { try $0.decoded(as: type) }, body)
  }

  /// Says what a worker does with many messages of this queue at once, whose bodies are the JSON of a
  /// value, and which all succeed or fail together: when the body returns, or when it throws.
  public func handleWholeBatches<Body: Decodable & Sendable>(
    as type: Body.Type, upTo limit: Int, linger: Duration = .seconds(1),
    retry: RetryPolicy? = nil, timeout: Duration? = nil,
    _ body: @escaping @Sendable ([BatchItem<Body, NoValue>]) async throws -> Void
  ) -> TaskHandler {
    handleBatches(
      as: type, upTo: limit, linger: linger, retry: retry, timeout: timeout
    ) { batch in
      try await body(batch)
      return batch.map { $0.succeeded() }
    }
  }

  private func batches<Body: Sendable>(
    _ options: BatchOptions, decode: @escaping @Sendable (ReceivedMessage) throws -> Body,
    _ body:
      @escaping @Sendable ([BatchItem<Body, NoValue>]) async throws -> [BatchAnswer<NoValue>]
  ) -> TaskHandler {
    var handler = TaskHandler(
      batchesOf: name, options, decode: { try decode($1.message) }, body: body)
    handler.subject = .rawQueue(keepsResult: false)
    return handler
  }
}
