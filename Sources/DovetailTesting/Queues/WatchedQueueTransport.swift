import DovetailTasks
import DovetailTransport

/// A queue transport whose calls are counted while they last, and whose sends are put on record.
struct WatchedQueueTransport: QueueTransport {
  let inner: any QueueTransport
  let executor: CountedExecutor
  let log: SendLog
  let clock: ManualClock

  func send(
    _ messages: [OutgoingMessage], to queue: QueueName
  ) async throws -> [Result<SentMessage, TransportError>] {
    try await executor.counting {
      let outcomes = try await inner.send(messages, to: queue)
      log.add(messages, outcomes, to: queue, at: clock.now)
      return outcomes
    }
  }

  /// A wait does not count: it may be long, and ends by the clock or a send.
  func receive(
    from queue: QueueName, _ options: ReceiveOptions
  ) async throws -> [ReceivedMessage] {
    var atOnce = options
    atOnce.waitTime = .zero
    let messages = try await executor.counting { [atOnce] in
      try await inner.receive(from: queue, atOnce)
    }
    guard messages.isEmpty, options.waitTime != .zero else { return messages }
    return try await inner.receive(from: queue, options)
  }

  func delete(
    _ receipts: [ReceiptHandle], from queue: QueueName
  ) async throws -> [Result<Void, TransportError>] {
    try await executor.counting { try await inner.delete(receipts, from: queue) }
  }

  /// What a rehearsed run holds is no message of a queue, and stays held.
  func changeVisibility(
    _ changes: [VisibilityChange], on queue: QueueName
  ) async throws -> [Result<Void, TransportError>] {
    if changes.allSatisfy({ $0.receipt == .rehearsal }) { return changes.map { _ in .success(()) } }
    return try await executor.counting { try await inner.changeVisibility(changes, on: queue) }
  }
}

extension CountedExecutor {
  /// Counts a call while it lasts.
  func counting<Value>(_ call: () async throws -> Value) async rethrows -> Value {
    begin()
    defer { end() }
    return try await call()
  }
}
