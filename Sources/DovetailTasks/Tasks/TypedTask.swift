/// A task with its body, made by a broker: for scripts, examples and tests, where producer and worker
/// are one program.
///
/// It is not registered anywhere: hand it to a ``Worker``.
public struct TypedTask<each Argument: Codable & Sendable, Output: Codable & Sendable>: Sendable {
  /// The task's contract.
  public let key: TaskKey<repeat each Argument, Output>
  /// What a worker does with it.
  public let handler: TaskHandler

  private let broker: Broker

  init(_ broker: Broker, _ key: TaskKey<repeat each Argument, Output>, _ handler: TaskHandler) {
    self.broker = broker
    self.key = key
    self.handler = handler
  }

  /// Sends the task to its queue; returns once the queue has accepted it.
  @discardableResult
  public func enqueue(
    _ arguments: repeat each Argument, options: SendOptions = SendOptions()
  ) async throws -> Job<Output> {
    try await broker.enqueue(key, repeat each arguments, options: options)
  }
}

extension Broker {
  /// Makes a task from its name and its body; hand it to a ``Worker`` to have it run.
  ///
  /// `queue` and `options`: how it is sent unless the call says otherwise. `retry`: how a failed run is
  /// repeated; nil: as the broker says. `timeout`: cancels a run that takes longer; nil: no limit.
  public func task<each Argument: Codable & Sendable, Output: Codable & Sendable>(
    _ name: String, queue: String? = nil, options: SendOptions = SendOptions(),
    retry: RetryPolicy? = nil, timeout: Duration? = nil,
    _ body: @escaping @Sendable (repeat each Argument) async throws -> Output
  ) -> TypedTask<repeat each Argument, Output> {
    let key = TaskKey<repeat each Argument, Output>(
      name: name, parameters: [], queue: queue, options: options)
    return TypedTask(self, key, key.handle(retry: retry, timeout: timeout, body))
  }

  /// Makes a task whose body also takes the context of its run.
  public func task<each Argument: Codable & Sendable, Output: Codable & Sendable>(
    _ name: String, queue: String? = nil, options: SendOptions = SendOptions(),
    retry: RetryPolicy? = nil, timeout: Duration? = nil,
    _ body: @escaping @Sendable (TaskContext, repeat each Argument) async throws -> Output
  ) -> TypedTask<repeat each Argument, Output> {
    let key = TaskKey<repeat each Argument, Output>(
      name: name, parameters: [], queue: queue, options: options)
    return TypedTask(self, key, key.handle(retry: retry, timeout: timeout, body))
  }

  /// Makes a task whose body returns nothing.
  public func task<each Argument: Codable & Sendable>(
    _ name: String, queue: String? = nil, options: SendOptions = SendOptions(),
    retry: RetryPolicy? = nil, timeout: Duration? = nil,
    _ body: @escaping @Sendable (repeat each Argument) async throws -> Void
  ) -> TypedTask<repeat each Argument, NoValue> {
    let key = TaskKey<repeat each Argument, NoValue>(
      name: name, parameters: [], queue: queue, options: options)
    return TypedTask(self, key, key.handle(retry: retry, timeout: timeout, body))
  }

  /// Makes a task whose body takes the context of its run and returns nothing.
  public func task<each Argument: Codable & Sendable>(
    _ name: String, queue: String? = nil, options: SendOptions = SendOptions(),
    retry: RetryPolicy? = nil, timeout: Duration? = nil,
    _ body: @escaping @Sendable (TaskContext, repeat each Argument) async throws -> Void
  ) -> TypedTask<repeat each Argument, NoValue> {
    let key = TaskKey<repeat each Argument, NoValue>(
      name: name, parameters: [], queue: queue, options: options)
    return TypedTask(self, key, key.handle(retry: retry, timeout: timeout, body))
  }
}
