/// One message of a batch: what was sent, and the ways to answer for it.
///
/// ```swift
/// Invoice.handleBatches(upTo: 100) { batch in
///   let declined = try await billing.charge(batch.map(\.payload))
///   return batch.map { item in
///     declined.contains(item.payload.customer) ? item.failed(CardDeclined()) : item.succeeded(Receipt())
///   }
/// }
/// ```
public struct BatchItem<Payload: Sendable, Output: Codable & Sendable>: Sendable {
  /// What was sent: the struct, the arguments, or the message of a raw queue.
  public let payload: Payload
  /// The run of this one message: its task, attempt, headers, logger, hold.
  public let context: TaskContext

  /// Its place in the batch.
  let place: Int

  /// Answers that it is done, with its value.
  public func succeeded(_ value: Output) -> BatchAnswer<Output> {
    BatchAnswer(place: place, outcome: .success(value))
  }

  /// Answers that it has failed: it is run again as its retry policy says, or never if the error is a
  /// ``NonRetryableError``.
  public func failed(_ error: any Error) -> BatchAnswer<Output> {
    BatchAnswer(place: place, outcome: .failure(error))
  }

  /// Answers that it is to be run again after `delay`, whatever its policy's back-off; it counts as a run
  /// that failed.
  public func retry(
    after delay: Duration, because cause: (any Error)? = nil
  ) -> BatchAnswer<Output> {
    failed(RetryLater(delay, because: cause))
  }
}

extension BatchItem where Output == NoValue {
  /// Answers that it is done.
  public func succeeded() -> BatchAnswer<NoValue> { succeeded(NoValue()) }
}

/// How it went with one message of a batch; made by its ``BatchItem``.
public struct BatchAnswer<Output: Sendable>: Sendable {
  let place: Int
  let outcome: Result<Output, any Error>
}
