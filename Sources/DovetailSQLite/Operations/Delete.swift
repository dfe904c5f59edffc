internal import DovetailTransport

/// DeleteMessageBatch: removes messages, whatever their visibility; one that is gone counts as removed.
struct Delete {
  private let queue: QueueName
  /// Read before the transaction, on the caller's thread.
  private let tokens: [Result<ReceiptToken, TransportError>]

  init(_ receipts: [ReceiptHandle], from queue: QueueName) throws(TransportError) {
    try MessageRules.checkBatch(count: receipts.count, of: "DeleteMessageBatch")
    self.queue = queue
    tokens = receipts.map { receipt in
      Result { () throws(TransportError) in try ReceiptToken(receipt) }
    }
  }

  func run(in transaction: Transaction) throws -> [Result<Void, TransportError>] {
    let queue = try transaction.queue(queue)
    return try tokens.map { token in
      do {
        try delete(try token.get(), from: queue, in: transaction)
        return .success(())
      } catch let error as TransportError {
        return .failure(error.attempting("delete from \(self.queue)"))
      }
    }
  }

  private func delete(
    _ token: ReceiptToken, from queue: QueueRecord, in transaction: Transaction
  ) throws {
    guard let record = try token.find(on: queue, in: transaction) else { return }
    guard queue.settings.fifo == nil || token.isCurrent(for: record, at: transaction.now) else {
      throw TransportError.invalid(
        .receiptHandleExpired,
        "Value \(token.handle.rawValue) for parameter ReceiptHandle is invalid. Reason: The receipt "
          + "handle has expired.")
    }
    try transaction.delete(token.row, record, from: queue)
  }
}
