public import DovetailTransport

// What becomes of each message.
extension RawQueue {
  /// Says what a worker does with each message of this queue.
  ///
  /// `retry`: how a failed run is repeated; nil: as the broker says. `timeout`: cancels a run that takes
  /// longer; nil: no limit.
  public func handle(
    retry: RetryPolicy? = nil, timeout: Duration? = nil,
    _ body: @escaping @Sendable (ReceivedMessage) async throws -> Void
  ) -> TaskHandler {
    handle(retry: retry, timeout: timeout) { message, _ in try await body(message) }
  }

  /// Says what a worker does with each message of this queue; the body also takes the context of its run.
  public func handle(
    retry: RetryPolicy? = nil, timeout: Duration? = nil,
    _ body: @escaping @Sendable (ReceivedMessage, TaskContext) async throws -> Void
  ) -> TaskHandler {
    handler(retry, timeout, decode: \.self, withoutValue(body))
  }

  /// Says what a worker does with each message of this queue, whose body is the JSON of a value.
  ///
  /// Dates are texts in ISO 8601. A message that cannot be read so is a dead letter at once.
  public func handle<Body: Decodable & Sendable>(
    as type: Body.Type, retry: RetryPolicy? = nil, timeout: Duration? = nil,
    _ body: @escaping @Sendable (Body) async throws -> Void
  ) -> TaskHandler {
    handle(as: type, retry: retry, timeout: timeout) { value, _ in try await body(value) }
  }

  /// Says what a worker does with each message of this queue, whose body is the JSON of a value; the body
  /// also takes the context of its run, which has the message and what the queue tells of it.
  public func handle<Body: Decodable & Sendable>(
    as type: Body.Type, retry: RetryPolicy? = nil, timeout: Duration? = nil,
    _ body: @escaping @Sendable (Body, TaskContext) async throws -> Void
  ) -> TaskHandler {
    handler(retry, timeout, decode: { try $0.decoded(as: type) }, withoutValue(body))
  }

  /// Says what a worker does with each message of this queue, and has it store what that returns.
  ///
  /// Whoever knows the message's id asks for it as for a task's:
  /// `broker.job(TaskID(rawValue: sent.id.rawValue), as: Receipt.self)`.
  public func handle<Output: Codable & Sendable>(
    storing output: Output.Type, retry: RetryPolicy? = nil, timeout: Duration? = nil,
    _ body: @escaping @Sendable (ReceivedMessage, TaskContext) async throws -> Output
  ) -> TaskHandler {
    handler(retry, timeout, keepsResult: true, decode: \.self, body)
  }

  /// Says what a worker does with each message of this queue, whose body is the JSON of a value, and has
  /// it store what that returns.
  public func handle<Body: Decodable & Sendable, Output: Codable & Sendable>(
    as type: Body.Type, storing output: Output.Type, retry: RetryPolicy? = nil,
    timeout: Duration? = nil,
    _ body: @escaping @Sendable (Body, TaskContext) async throws -> Output
  ) -> TaskHandler {
    handler(retry, timeout, keepsResult: true, decode: { try $0.decoded(as: type) }, body)
  }

  private func withoutValue<Body>(
    _ body: @escaping @Sendable (Body, TaskContext) async throws -> Void
  ) -> @Sendable (Body, TaskContext) async throws -> NoValue {
    { value, context in
      try await body(value, context)
      return NoValue()
    }
  }
}
