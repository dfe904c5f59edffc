extension TaskPayload {
  /// Says what a worker does with this task.
  ///
  /// `retry`: how a failed run is repeated; nil: as the broker says. `timeout`: cancels a run that takes
  /// longer; nil: no limit.
  @_disfavoredOverload  // A body without a value is Void before it is a NoValue that is missing.
  public static func handle(
    retry: RetryPolicy? = nil, timeout: Duration? = nil,
    _ body: @escaping @Sendable (Self) async throws -> Output
  ) -> TaskHandler {
    handler(retry, timeout) { _, payload in try await body(payload) }
  }

  /// Says what a worker does with this task; the body also takes the context of its run.
  @_disfavoredOverload  // A body without a value is Void before it is a NoValue that is missing.
  public static func handle(
    retry: RetryPolicy? = nil, timeout: Duration? = nil,
    _ body: @escaping @Sendable (Self, TaskContext) async throws -> Output
  ) -> TaskHandler {
    handler(retry, timeout) { context, payload in try await body(payload, context) }
  }

  /// Says what a worker does with this task, whose body returns nothing.
  public static func handle(
    retry: RetryPolicy? = nil, timeout: Duration? = nil,
    _ body: @escaping @Sendable (Self) async throws -> Void
  ) -> TaskHandler where Output == NoValue {
    handler(retry, timeout) { _, payload in
      try await body(payload)
      return NoValue()
    }
  }

  /// Says what a worker does with this task, whose body takes the context and returns nothing.
  public static func handle(
    retry: RetryPolicy? = nil, timeout: Duration? = nil,
    _ body: @escaping @Sendable (Self, TaskContext) async throws -> Void
  ) -> TaskHandler where Output == NoValue {
    handler(retry, timeout) { context, payload in
      try await body(payload, context)
      return NoValue()
    }
  }

  private static func handler(
    _ retry: RetryPolicy?, _ timeout: Duration?,
    _ body: @escaping @Sendable (TaskContext, Self) async throws -> Output
  ) -> TaskHandler {
    TaskHandler(
      task.text, retry: retry, timeout: timeout,
      decode: { arguments, _ in try ArgumentCoder.decode(payload: Self.self, from: arguments) },
      body: body
    )
  }
}
