internal import DovetailTransport

/// DeleteMessageBatch: removes messages, whatever their visibility; one that is gone counts as removed.
struct Delete {
  private let queue: QueueName
  private let receipts: [ReceiptHandle]

  init(_ receipts: [ReceiptHandle], from queue: QueueName) throws(TransportError) {
    try MessageRules.checkBatch(count: receipts.count, of: "DeleteMessageBatch")
    self.queue = queue
    self.receipts = receipts
  }

  func run(in transaction: Transaction) throws -> [Result<Void, TransportError>] {
    let queue = try transaction.queue(queue)
    return try receipts.map { receipt in
      do {
        if let (token, _) = try ReceiptToken.find(receipt, on: queue, in: transaction) {
          try transaction.messages.delete(token.row)
        }
        return .success(())
      } catch let error as TransportError {
        return .failure(error.attempting("delete from \(self.queue)"))
      }
    }
  }
}
