import DovetailTransport

// Fire and forget.
extension Broker {
  /// Holds a task and sends it by and by with others; returns once it is held, before it is sent.
  ///
  /// It goes when ten are held, when the oldest has waited for the queue's `interval`, when none has
  /// come for its `idleTimeout`, with a ``flush()``, and at the shutdown. While the buffer is full this
  /// waits. A process that is killed loses what it holds; what the queue refuses for good reaches
  /// ``BrokerConfiguration/onDrop``.
  ///
  /// Throws ``TaskError`` when an argument does not encode, an option is out of range, or the broker is
  /// shut down.
  @discardableResult
  public func enqueueLater<each Argument, Output>(
    _ key: TaskKey<repeat each Argument, Output>, _ arguments: repeat each Argument,
    options: SendOptions = SendOptions()
  ) async throws -> Job<Output> {
    try await job(
      sendLater(key.call(repeat each arguments, options: options)), as: Output.self)
  }

  /// Holds a task whose arguments are a struct, and sends it by and by with others.
  @discardableResult
  public func enqueueLater<Payload: TaskPayload>(
    _ payload: Payload, options: SendOptions = SendOptions()
  ) async throws -> Job<Payload.Output> {
    try await job(sendLater(payload.call(options)), as: Payload.Output.self)
  }

  /// Holds a baked task, and sends it by and by with others.
  @discardableResult
  public func enqueueLater<Output>(
    _ baked: BakedTask<Output>, options: SendOptions = SendOptions()
  ) async throws -> Job<Output> {
    try await job(sendLater(baked.call(options)), as: Output.self)
  }
}
