public import DovetailTransport

/// The data plane of the queues in a SQLite database.
public struct SQLiteQueueTransport: QueueTransport {
  let lane: AccountLane
  let random: RandomSource
  /// Makes the disorder of each receive; nil: there is none.
  var disorder: (@Sendable () -> ReceiveDisorder)?

  public func send(
    _ messages: [OutgoingMessage], to queue: QueueName
  ) async throws -> [Result<SentMessage, TransportError>] {
    let attempt = "send to \(queue)"
    let send = try attempting(attempt) { () throws(TransportError) in
      try Send(messages, to: queue, random)
    }
    return try await lane.perform(attempt) { try send.run(in: $0) }
  }

  public func receive(
    from queue: QueueName, _ options: ReceiveOptions
  ) async throws -> [ReceivedMessage] {
    let receive = try attempting("receive from \(queue)") { () throws(TransportError) in
      try Receive(queue: queue, options: options, queue.isFIFO ? nil : disorder?())
    }
    return try await lane.poll(receive).map { $0.received(by: lane.account) }
  }

  public func delete(
    _ receipts: [ReceiptHandle], from queue: QueueName
  ) async throws -> [Result<Void, TransportError>] {
    let attempt = "delete from \(queue)"
    let delete = try attempting(attempt) { () throws(TransportError) in
      try Delete(receipts, from: queue)
    }
    return try await lane.perform(attempt) { try delete.run(in: $0) }
  }

  public func changeVisibility(
    _ changes: [VisibilityChange], on queue: QueueName
  ) async throws -> [Result<Void, TransportError>] {
    let attempt = "change visibility on \(queue)"
    let change = try attempting(attempt) { () throws(TransportError) in
      try ChangeVisibility(changes, on: queue)
    }
    return try await lane.perform(attempt) { try change.run(in: $0) }
  }
}
