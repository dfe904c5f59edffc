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
        let token = try token.get()
        if let record = try token.deletable(on: queue, in: transaction) {
          try transaction.delete(token.row, record, from: queue)
        }
        return .success(())
      } catch let error as TransportError {
        return .failure(error.attempting("delete from \(self.queue)"))
      }
    }
  }
}
