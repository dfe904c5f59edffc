public import DovetailTransport

// Messages that are no tasks.
extension Broker {
  /// Sends a message with this body as it is, for readers that know its form; returns once the queue
  /// has accepted it.
  ///
  /// Of the options, attempts, time-out and labels have no meaning; an id and a once key are refused. A FIFO queue needs a
  /// de-duplication id, unless it makes one of the body. Throws as ``enqueue(_:_:options:)`` does.
  @discardableResult
  public func sendRaw(
    _ body: String, options: SendOptions = SendOptions()
  ) async throws -> SentMessage {
    let queue = try pipeline.route(options.queue).name
    let parcel = try await fitting(queue) { try pipeline.rawParcel(body, options) }
    guard let outcome = try await batcher(of: parcel.queue).send([parcel]).first else {
      throw TransportError(.outcomeUnknown, attempt: "send to \(parcel.queue)")
    }
    return try outcome.get()
  }

  /// Sends many messages with these bodies as they are, in as few requests as SQS allows; returns an
  /// outcome for each, in order.
  public func sendRaw(
    _ bodies: [String], options: SendOptions = SendOptions()
  ) async -> [Result<SentMessage, any Error>] {
    var outcomes: [Result<SentMessage, any Error>] = []
    var rest = bodies[...]
    while !rest.isEmpty {
      outcomes += await sendWindow(ofRaw: rest.prefix(Self.window), options)
      rest = rest.dropFirst(Self.window)
    }
    return outcomes
  }

  private func sendWindow(
    ofRaw bodies: ArraySlice<String>, _ options: SendOptions
  ) async -> [Result<SentMessage, any Error>] {
    var outcomes: [Result<SentMessage, any Error>] = []
    var parcels: [(place: Int, parcel: Parcel)] = []
    let lost = TransportError(.outcomeUnknown, attempt: "send raw messages")
    for (place, body) in bodies.enumerated() {
      do {
        let queue = try pipeline.route(options.queue).name
        let parcel = try await fitting(queue) { try pipeline.rawParcel(body, options) }
        parcels.append((place, parcel))
        outcomes.append(.failure(lost))  // Until it is told what came of it.
      } catch {
        outcomes.append(.failure(error))
      }
    }
    guard let queue = parcels.first?.parcel.queue, let batcher = try? batcher(of: queue) else {
      return outcomes  // Nothing to send: each has its own error.
    }
    let sent = await batcher.send(parcels.map(\.parcel))
    for (entry, outcome) in zip(parcels, sent) { outcomes[entry.place] = outcome }
    return outcomes
  }
}
