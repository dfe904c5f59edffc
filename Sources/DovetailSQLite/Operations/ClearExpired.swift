internal import DovetailTransport

/// Deletes messages of a queue whose retention has ended and that stand before all others, as many as a
/// transaction may: whoever counts a queue's messages does not count them each time.
struct ClearExpired {
  let queue: QueueName

  func run(in transaction: Transaction) throws {
    try transaction.clearExpired(of: try transaction.queue(queue))
  }
}

extension Transaction {
  /// Whether messages of the queue that have expired stand before all others.
  func hasExpired(in queue: QueueRecord) throws(SQLiteError) -> Bool {
    try !firstExpired(of: queue, limit: 1).isEmpty
  }

  /// Deletes messages that have expired and stand before all others, as many as a transaction may.
  func clearExpired(of queue: QueueRecord) throws(SQLiteError) {
    while !sweep.isSpent {
      let rows = try firstExpired(of: queue, limit: 10)
      if rows.isEmpty { return }
      for row in rows where queue.settings.fifo != nil {
        if let group = Placement.group(of: row) { try advance(group, on: queue) }
      }
      if queue.settings.fifo == nil { try clear(rows, from: queue) }
    }
  }

  /// A message is never visible before it is retained: what was visible by the oldest instant that is
  /// still retained has expired.
  private func firstExpired(of queue: QueueRecord, limit: Int) throws(SQLiteError) -> [Int64] {
    let oldest = queue.oldestExpiry(at: now)
    return try queue.settings.fifo == nil
      ? messages.visible(upTo: oldest, in: queue.backlog, limit: limit)
      : messages.awakeHeads(limit, in: queue.backlog, upTo: .max, at: oldest)
  }
}

extension AccountLane {
  /// Reads with `body`, which gives nothing while messages of the queue that have expired are to be
  /// cleared away; then others come between.
  ///
  /// With `beside` on the lane for what may take a while.
  func perform<Outcome: Sendable>(
    _ attempt: String, clearing queue: QueueName, beside: Bool = false,
    _ body: @escaping @Sendable (Transaction) throws -> Outcome?
  ) async throws -> Outcome {
    while true {
      let outcome =
        if beside { try await read(attempt, body) } else {
          try await perform(attempt, writes: false, body)
        }
      if let outcome { return outcome }
      try await perform(attempt) { try ClearExpired(queue: queue).run(in: $0) }
    }
  }
}
