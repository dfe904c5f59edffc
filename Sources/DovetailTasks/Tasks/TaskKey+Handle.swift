extension TaskKey {
  /// Says what a worker does with this task.
  ///
  /// `retry`: how a failed run is repeated; nil: as the broker says. `timeout`: cancels a run that takes
  /// longer; nil: no limit.
  @_disfavoredOverload  // A body without a value is Void before it is a NoValue that is missing.
  public func handle(
    retry: RetryPolicy? = nil, timeout: Duration? = nil,
    _ body: @escaping @Sendable (repeat each Argument) async throws -> Output
  ) -> TaskHandler {
    handler(retry, timeout) { _, arguments in try await body(repeat each arguments) }
  }

  /// Says what a worker does with this task; the body also takes the context of its run.
  @_disfavoredOverload  // A body without a value is Void before it is a NoValue that is missing.
  public func handle(
    retry: RetryPolicy? = nil, timeout: Duration? = nil,
    _ body: @escaping @Sendable (TaskContext, repeat each Argument) async throws -> Output
  ) -> TaskHandler {
    handler(retry, timeout) { context, arguments in
      try await body(context, repeat each arguments)
    }
  }

  /// Says what a worker does with this task, whose body returns nothing.
  public func handle(
    retry: RetryPolicy? = nil, timeout: Duration? = nil,
    _ body: @escaping @Sendable (repeat each Argument) async throws -> Void
  ) -> TaskHandler where Output == NoValue {
    handler(retry, timeout) { _, arguments in
      try await body(repeat each arguments)
      return NoValue()
    }
  }

  /// Says what a worker does with this task, whose body takes the context and returns nothing.
  public func handle(
    retry: RetryPolicy? = nil, timeout: Duration? = nil,
    _ body: @escaping @Sendable (TaskContext, repeat each Argument) async throws -> Void
  ) -> TaskHandler where Output == NoValue {
    handler(retry, timeout) { context, arguments in
      try await body(context, repeat each arguments)
      return NoValue()
    }
  }

  private func handler(
    _ retry: RetryPolicy?, _ timeout: Duration?,
    _ body: @escaping @Sendable (TaskContext, (repeat each Argument)) async throws -> Output
  ) -> TaskHandler {
    TaskHandler(
      name, retry: retry, timeout: timeout,
      decode: { [parameters] arguments, _ in
        try ArgumentCoder.decode(
          from: arguments, names: parameters, as: repeat (each Argument).self)
      },
      body: body
    )
  }
}
