package import DovetailTransport

/// A call as it was read from a message that nobody has run.
package struct ReadCall: Sendable {
  /// The call, without what it carries.
  package var task: TaskMessage
  /// What it carries for the tasks that it sends.
  package var carried: [String: LabelValue]
  /// When it is due, if it is delayed for longer than a queue can hide it; nil: when it is visible.
  package var due: Timestamp?
}

extension Broker {
  /// Reads the call that a message carries; nil when it carries none that this broker's format can read.
  ///
  /// `bodies`: where a body is fetched from that is kept elsewhere.
  package func call(
    in message: ReceivedMessage, bodies: any BlobStore
  ) async -> ReadCall? {
    do {
      let whole = try await whole(message, bodies)
      var task = try configuration.format.decode(whole)
      let carried = task.takeCarried()
      return ReadCall(task: task, carried: carried, due: DelayHops.due(of: message))
    } catch {
      return nil  // Whoever asks shows the message as it is.
    }
  }

  private func whole(
    _ message: ReceivedMessage, _ bodies: any BlobStore
  ) async throws -> ReceivedMessage {
    guard let pointer = try PayloadPointer(message) else { return message }
    let body = try await bodies.get(pointer.place).bytes
    return PayloadPointer.restoring(String(decoding: body, as: UTF8.self), of: message)
  }
}
