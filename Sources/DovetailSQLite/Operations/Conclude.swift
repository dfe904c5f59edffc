internal import DovetailTransport

/// Stores objects and deletes messages, entry by entry: a message goes only with its object stored.
struct Conclude {
  /// What could be made of an entry before the transaction, on the caller's thread.
  private struct Entry {
    let token: ReceiptToken
    let put: PutObject?

    init(_ conclusion: Conclusion) throws(TransportError) {
      token = try ReceiptToken(conclusion.receipt)
      do {
        put = try conclusion.object.map { try PutObject($0.bytes, at: $0.key) }
      } catch let error as TransportError {
        throw error
      } catch {
        throw TransportError(.unsupportedOperation, attempt: "", detail: "\(error)", cause: error)
      }
    }
  }

  private let queue: QueueName
  private let entries: [Result<Entry, TransportError>]

  init(_ conclusions: [Conclusion], on queue: QueueName) throws(TransportError) {
    try MessageRules.checkBatch(count: conclusions.count, of: "DeleteMessageBatch")
    self.queue = queue
    entries = conclusions.map { conclusion in
      Result { () throws(TransportError) in try Entry(conclusion) }
    }
  }

  func run(in transaction: Transaction) throws -> [Result<Void, TransportError>] {
    let queue = try transaction.queue(queue)
    return try entries.map { entry in
      do {
        let entry = try entry.get()
        let record = try entry.token.deletable(on: queue, in: transaction)
        _ = try entry.put?.run(in: transaction)
        if let record { try transaction.delete(entry.token.row, record, from: queue) }
        return .success(())
      } catch let error as TransportError {
        return .failure(error.attempting("conclude on \(self.queue)"))
      }
    }
  }
}
