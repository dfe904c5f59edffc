/// Carries messages to and from the queues of one account, with the semantics of Amazon SQS.
///
/// Every conformance passes the claims of `QueueTransportContract`. Calls throw ``TransportError`` for
/// what concerns the whole call, or `CancellationError` when the calling task is cancelled; what
/// concerns one entry is that entry's own outcome.
public protocol QueueTransport: Sendable {
  /// Sends up to ten messages, and returns an outcome for each, in the same order.
  ///
  /// An entry has succeeded when the queue has accepted it for good. Throws for an empty batch, for
  /// more than ten entries, for more than 1,048,576 bytes together, and on a FIFO queue for an entry
  /// without a group or anything to tell duplicates by; then nothing was sent.
  ///
  /// A FIFO queue accepts a duplicate within 5 minutes, answers as it did to the first, and drops it.
  ///
  /// Source: SQS API reference, SendMessageBatch.
  func send(
    _ messages: [OutgoingMessage], to queue: QueueName
  ) async throws -> [Result<SentMessage, TransportError>]

  /// Hides up to `options.maxMessages` visible messages and returns them, in no promised order.
  ///
  /// A FIFO queue returns the messages of a group in the order of their sends, and none of a group
  /// behind one that is hidden.
  ///
  /// Waits up to `options.waitTime` for the first one, and returns as soon as there is one; returns
  /// an empty array when none came. When the task is cancelled while it waits, no message is taken.
  ///
  /// Source: SQS API reference, ReceiveMessage.
  func receive(
    from queue: QueueName, _ options: ReceiveOptions
  ) async throws -> [ReceivedMessage]

  /// Deletes messages by the handles of their receives, up to ten, with an outcome for each.
  ///
  /// To delete one that is gone succeeds. On a FIFO queue a handle is good while its receive hides the
  /// message; after that it fails with `receiptHandleExpired`.
  ///
  /// Source: SQS API reference, DeleteMessageBatch.
  func delete(
    _ receipts: [ReceiptHandle], from queue: QueueName
  ) async throws -> [Result<Void, TransportError>]

  /// Sets how long from now received messages stay hidden, up to ten, with an outcome for each.
  ///
  /// Source: SQS API reference, ChangeMessageVisibilityBatch.
  func changeVisibility(
    _ changes: [VisibilityChange], on queue: QueueName
  ) async throws -> [Result<Void, TransportError>]
}

extension QueueTransport {
  /// Sends one message, and throws its own error.
  ///
  /// A message to a FIFO queue without a group is a `missingParameter` here; in a batch it fails all
  /// of it with `invalidParameterValue`, as SQS has it.
  public func send(_ message: OutgoingMessage, to queue: QueueName) async throws -> SentMessage {
    do {
      try MessageRules.checkAlone(message, to: queue)
    } catch {
      throw error.attempting("send to \(queue)")
    }
    return try await only(send([message], to: queue), "send to \(queue)").get()
  }

  /// Receives with the options' defaults, which are those of SQS.
  public func receive(from queue: QueueName) async throws -> [ReceivedMessage] {
    try await receive(from: queue, ReceiveOptions())
  }

  /// Deletes one message, and throws its own error.
  public func delete(_ receipt: ReceiptHandle, from queue: QueueName) async throws {
    try await only(delete([receipt], from: queue), "delete from \(queue)").get()
  }

  /// Sets how long from now one message stays hidden, and throws its own error.
  public func changeVisibility(
    of receipt: ReceiptHandle, to timeout: Duration, on queue: QueueName
  ) async throws {
    let change = VisibilityChange(receipt: receipt, timeout: timeout)
    try await only(
      changeVisibility([change], on: queue), "change visibility on \(queue)"
    ).get()
  }
}

/// The outcome of a call's one entry; a transport that answers with another number is at fault.
private func only<Outcome>(
  _ outcomes: [Result<Outcome, TransportError>], _ attempt: String
) throws -> Result<Outcome, TransportError> {
  guard let outcome = outcomes.first, outcomes.count == 1 else {
    let detail = "The transport answered one entry with \(outcomes.count) outcomes."
    throw TransportError(.outcomeUnknown, attempt: attempt, detail: detail)
  }
  return outcome
}
