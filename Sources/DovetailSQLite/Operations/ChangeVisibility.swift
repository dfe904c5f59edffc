internal import DovetailTransport

/// ChangeMessageVisibilityBatch: sets how long from now messages stay hidden.
struct ChangeVisibility {
  private let queue: QueueName
  private let changes: [VisibilityChange]

  init(_ changes: [VisibilityChange], on queue: QueueName) throws(TransportError) {
    try MessageRules.checkBatch(count: changes.count, of: "ChangeMessageVisibilityBatch")
    self.queue = queue
    self.changes = changes
  }

  func run(in transaction: Transaction) throws -> [Result<Void, TransportError>] {
    let queue = try transaction.queue(queue)
    let outcomes = try changes.map { change -> Result<Void, TransportError> in
      do {
        try apply(change, on: queue, in: transaction)
        return .success(())
      } catch let error as TransportError {
        return .failure(error.attempting("change visibility on \(self.queue)"))
      }
    }
    transaction.stir(queue.id)
    return outcomes
  }

  /// On a standard queue a message that has become visible again stays so: the call succeeds and
  /// changes nothing, as SQS was seen to answer.
  private func apply(
    _ change: VisibilityChange, on queue: QueueRecord, in transaction: Transaction
  ) throws {
    try MessageRules.check(change)
    let token = try ReceiptToken(change.receipt)
    let now = transaction.now
    guard let record = try token.find(on: queue, in: transaction),
      queue.settings.fifo == nil || token.isCurrent(for: record, at: now)
    else {
      throw TransportError.invalid(
        .messageNotAvailable,
        "Value \(change.receipt.rawValue) for parameter ReceiptHandle is invalid. Reason: Message "
          + "does not exist or is not available for visibility timeout change.")
    }
    guard record.times.visibleAt > now, let receivedAt = record.receivedAt else { return }
    let visibleAt = now.advanced(by: change.timeout)
    guard receivedAt.duration(to: visibleAt) <= SQSLimits.visibilityTimeout.upperBound else {
      throw TransportError.invalid(
        .visibilityLimitExceeded,
        "Value \(change.timeout.wholeSeconds) for parameter VisibilityTimeout is invalid. Reason: "
          + "Total VisibilityTimeout for the message is beyond the limit [43200 seconds]")
    }
    try transaction.setVisible(token.row, record, at: visibleAt, on: queue)
  }
}
