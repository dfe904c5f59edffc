import DovetailTransport

// Many tasks at once.
extension Broker {
  /// Sends many tasks, in as few requests as SQS allows; returns an outcome for each, in order.
  ///
  /// A task that cannot be sent fails alone. Those for one FIFO queue and group keep their order.
  public func enqueueAll<Payload: TaskPayload>(
    _ payloads: some Sequence<Payload>, options: SendOptions = SendOptions()
  ) async -> [Result<Job<Payload.Output>, any Error>] {
    await enqueueAll(payloads.map { payload in Result { try payload.call(options).ofMany() } })
  }

  /// Sends many tasks, each with options of its own; returns an outcome for each, in order.
  public func enqueueAll<Payload: TaskPayload>(
    _ payloads: some Sequence<Payload>, options: (Payload) throws -> SendOptions
  ) async -> [Result<Job<Payload.Output>, any Error>] {
    await enqueueAll(payloads.map { payload in Result { try payload.call(options(payload)) } })
  }

  /// Sends many calls of one task, a tuple of arguments each; returns an outcome for each, in order.
  public func enqueueAll<each Argument, Output>(
    _ key: TaskKey<repeat each Argument, Output>, _ calls: [(repeat each Argument)],
    options: SendOptions = SendOptions()
  ) async -> [Result<Job<Output>, any Error>] {
    await enqueueAll(
      calls.map { arguments in
        Result { try key.call(repeat each arguments, options: options).ofMany() }
      })
  }

  /// Sends many baked tasks; returns an outcome for each, in order.
  public func enqueueAll<Output>(
    _ tasks: [BakedTask<Output>], options: SendOptions = SendOptions()
  ) async -> [Result<Job<Output>, any Error>] {
    await enqueueAll(tasks.map { task in Result { try task.call(options).ofMany() } })
  }

  private func enqueueAll<Output: Codable & Sendable>(
    _ calls: [Result<SendPipeline.Call, any Error>]
  ) async -> [Result<Job<Output>, any Error>] {
    await sendAll(calls).map { outcome in outcome.map { job($0, as: Output.self) } }
  }
}
