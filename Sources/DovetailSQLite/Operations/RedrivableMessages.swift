internal import DovetailTransport

/// The messages of a dead-letter queue that can be received, oldest first.
struct RedrivableMessages {
  private let queue: QueueRecord
  private let transaction: Transaction

  init(of queue: QueueRecord, in transaction: Transaction) {
    self.queue = queue
    self.transaction = transaction
  }

  /// Some of them, or none when too much has expired for one step; nil when there are no more.
  ///
  /// Few at a time, since bodies may be large. What has expired is deleted.
  func next() throws -> [MessageTable.Candidate]? {
    try queue.settings.fifo == nil ? standard() : fifo()
  }

  private func standard() throws -> [MessageTable.Candidate]? {
    while true {
      let found = try transaction.messages.candidates(10, from: queue.backlog, at: transaction.now)
      if found.isEmpty { return nil }
      let expired = found.filter { queue.hasExpired($0.times, at: transaction.now) }
      guard !expired.isEmpty, !transaction.sweep.isSpent else {
        return found.filter { !queue.hasExpired($0.times, at: transaction.now) }
      }
      try transaction.clear(expired.map(\.row), from: queue)
    }
  }

  private func fifo() throws -> [MessageTable.Candidate]? {
    var groups = AwakeGroups(of: queue, in: transaction)
    if let run = try groups.next(upTo: 10) { return run.messages }
    return transaction.sweep.unsweptQueues.contains(queue.id) ? [] : nil
  }
}
