public import DovetailTransport

// Messages that are no tasks.
extension Broker {
  /// Sends a message with this body as it is, for readers that know its form; returns once the queue
  /// has accepted it.
  ///
  /// Of the options, attempts, time-out, id and labels have no meaning. A FIFO queue needs a
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
}
