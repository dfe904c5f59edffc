import DovetailTransport

extension Broker {
  /// Sends a task to its queue; returns once the queue has accepted it.
  ///
  /// Throws ``TaskError`` when an argument does not encode or an option is out of range, and
  /// ``TransportError`` when the queue does not accept it; then nothing was sent, unless the code is
  /// `outcomeUnknown`. When the calling task is cancelled before the message is on its way, it is not
  /// sent, and `CancellationError` is thrown.
  @discardableResult
  public func enqueue<each Argument, Output>(
    _ key: TaskKey<repeat each Argument, Output>, _ arguments: repeat each Argument,
    options: SendOptions = SendOptions()
  ) async throws -> Job<Output> {
    try await job(send(key.call(repeat each arguments, options: options)), as: Output.self)
  }

  /// Sends a task whose arguments are a struct; returns once the queue has accepted it.
  ///
  /// Throws as ``enqueue(_:_:options:)`` does.
  @discardableResult
  public func enqueue<Payload: TaskPayload>(
    _ payload: Payload, options: SendOptions = SendOptions()
  ) async throws -> Job<Payload.Output> {
    try await job(send(payload.call(options)), as: Payload.Output.self)
  }

  /// Sends a task that was baked before; returns once the queue has accepted it.
  ///
  /// Each call is a task of its own. Throws as ``enqueue(_:_:options:)`` does.
  @discardableResult
  public func enqueue<Output>(
    _ baked: BakedTask<Output>, options: SendOptions = SendOptions()
  ) async throws -> Job<Output> {
    try await job(send(baked.call(options)), as: Output.self)
  }

  /// Sends a task by its name, with arguments of any type; returns once the queue has accepted it.
  ///
  /// For tasks that this program has no contract of, such as those of a worker in Python.
  ///
  /// ```swift
  /// let job = try await broker.enqueue(named: "reports:render", 7, with: ["format": "pdf"])
  /// let url = try await job.value(timeout: .seconds(60), as: URL.self)
  /// ```
  @discardableResult
  public func enqueue(
    named name: String, _ arguments: any Encodable & Sendable...,
    with named: [String: any Encodable & Sendable] = [:], options: SendOptions = SendOptions()
  ) async throws -> UntypedJob {
    let encoded = try ArgumentCoder.encode(untyped: arguments, named: named, of: name)
    return UntypedJob(call: try await send(untypedCall(name, encoded, options)), broker: self)
  }

  /// Sends a task by its name, with arguments that are JSON already.
  @discardableResult
  public func enqueue(
    named name: String, json arguments: TaskArguments, options: SendOptions = SendOptions()
  ) async throws -> UntypedJob {
    UntypedJob(call: try await send(untypedCall(name, arguments, options)), broker: self)
  }

  private func untypedCall(
    _ name: String, _ arguments: TaskArguments, _ options: SendOptions
  ) -> SendPipeline.Call {
    SendPipeline.Call(
      name: name, arguments: arguments, taskOptions: SendOptions(), options: options)
  }
}
