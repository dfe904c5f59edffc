import DovetailTransport

extension Broker {
  /// Sends a task to its queue; returns once the queue has accepted it.
  ///
  /// Throws ``TaskError`` when an argument does not encode or an option is out of range, and
  /// ``TransportError`` when the queue does not accept it; then nothing was sent, unless the code is
  /// `outcomeUnknown`.
  @discardableResult
  public func enqueue<each Argument, Output>(
    _ key: TaskKey<repeat each Argument, Output>, _ arguments: repeat each Argument,
    options: SendOptions = SendOptions()
  ) async throws -> Job<Output> {
    let encoded: TaskArguments
    do {
      encoded = try ArgumentCoder.encode(repeat each arguments)
    } catch {
      throw TaskError.unencodable(key.name, error)
    }
    let parcel = try pipeline.parcel(key.name, encoded, taskQueue: key.queue, options)
    return try await send(parcel, Output.self)
  }

  /// Sends a task whose arguments are a struct; returns once the queue has accepted it.
  ///
  /// Throws as ``enqueue(_:_:options:)`` does.
  @discardableResult
  public func enqueue<Payload: TaskPayload>(
    _ payload: Payload, options: SendOptions = SendOptions()
  ) async throws -> Job<Payload.Output> {
    try await send(parcel(payload, options), Payload.Output.self)
  }

  /// Sends many tasks, in as few requests as SQS allows; returns an outcome for each, in order.
  ///
  /// A task that cannot be sent fails alone.
  public func enqueueAll<Payload: TaskPayload>(
    _ payloads: [Payload], options: SendOptions = SendOptions()
  ) async -> [Result<Job<Payload.Output>, any Error>] {
    let parcels = payloads.map { payload in Result { try parcel(payload, options) } }
    let outcomes = await sendAll(parcels)
    return outcomes.map { outcome in
      outcome.map { Job(id: $0, results: results, clock: clock) }
    }
  }

  private func parcel<Payload: TaskPayload>(
    _ payload: Payload, _ options: SendOptions
  ) throws -> SendPipeline.Parcel {
    let encoded: TaskArguments
    do {
      encoded = try ArgumentCoder.encode(payload: payload)
    } catch {
      throw TaskError.unencodable(Payload.task.text, error)
    }
    return try pipeline.parcel(
      Payload.task.text, encoded, taskQueue: Payload.task.queue, options)
  }
}

extension TaskError {
  fileprivate static func unencodable(_ task: String, _ error: any Error) -> TaskError {
    TaskError(.unencodable, "The arguments of \(task) do not encode: \(error)", cause: error)
  }
}
