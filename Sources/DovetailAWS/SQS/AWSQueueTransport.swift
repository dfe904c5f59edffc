public import DovetailTransport
internal import DovetailWire

/// The data plane of Amazon SQS.
///
/// Every call is a request of at least one attempt; what may pass is attempted again, see
/// ``AWSConfiguration/maxAttempts``. Entries of a batch that failed are not: their outcomes say so. A
/// receive whose task is cancelled is broken off, and what SQS had taken for it comes back when its
/// visibility timeout ends.
public struct AWSQueueTransport: QueueTransport {
  let client: SQSClient

  public func send(
    _ messages: [OutgoingMessage], to queue: QueueName
  ) async throws -> [Result<SentMessage, TransportError>] {
    let attempt = "send to \(queue)"
    try attempting(attempt) { () throws(TransportError) in
      try MessageRules.checkBatch(of: messages, to: queue)
    }
    return try await outcomes(of: messages, attempt) { (message) throws(TransportError) in
      try MessageRules.check(message, to: queue, maximumSize: SQSLimits.messageBytes)
    } sending: { messages in
      try await client.call(on: queue, attempt) {
        SendMessageBatch(queue: $0, messages: messages)
      }
    }
  }

  public func receive(
    from queue: QueueName, _ options: ReceiveOptions
  ) async throws -> [ReceivedMessage] {
    let attempt = "receive from \(queue)"
    try attempting(attempt) { () throws(TransportError) in
      try MessageRules.check(options, from: queue)
    }
    let outcomes = try await client.poll(queue, client.naming(options, on: queue), attempt)
    return try client.believed(outcomes, attempt)
  }

  public func delete(
    _ receipts: [ReceiptHandle], from queue: QueueName
  ) async throws -> [Result<Void, TransportError>] {
    let attempt = "delete from \(queue)"
    try attempting(attempt) { () throws(TransportError) in
      try MessageRules.checkBatch(count: receipts.count, of: "DeleteMessageBatch")
    }
    return try await client.call(on: queue, attempt) {
      DeleteMessageBatch(queue: $0, receipts: receipts)
    }
  }

  public func changeVisibility(
    _ changes: [VisibilityChange], on queue: QueueName
  ) async throws -> [Result<Void, TransportError>] {
    let attempt = "change visibility on \(queue)"
    try attempting(attempt) { () throws(TransportError) in
      try MessageRules.checkBatch(count: changes.count, of: "ChangeMessageVisibilityBatch")
    }
    return try await outcomes(of: changes, attempt) { (change) throws(TransportError) in
      try MessageRules.check(change)
    } sending: { changes in
      try await client.call(on: queue, attempt) {
        ChangeMessageVisibilityBatch(queue: $0, changes: changes)
      }
    }
  }

  /// Sends the entries that are in order, and puts their outcomes between the faults of the others.
  private func outcomes<Entry, Outcome>(
    of entries: [Entry], _ attempt: String,
    checking check: (Entry) throws(TransportError) -> Void,
    sending send: ([Entry]) async throws -> [Result<Outcome, TransportError>]
  ) async throws -> [Result<Outcome, TransportError>] {
    let checked = entries.map { entry in
      Result { () throws(TransportError) -> Entry in
        try attempting(attempt) { () throws(TransportError) in try check(entry) }
        return entry
      }
    }
    let good = checked.compactMap { try? $0.get() }
    var answers = good.isEmpty ? [] : try await send(good)[...]
    return checked.map { entry in
      switch entry {
      case .failure(let fault): .failure(fault)
      case .success:
        answers.popFirst()
          ?? .failure(
            TransportError(
              .outcomeUnknown, attempt: attempt,
              detail: "The service did not say what became of the entry."))
      }
    }
  }
}
