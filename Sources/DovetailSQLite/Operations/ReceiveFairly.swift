internal import DovetailTransport

/// ReceiveMessage on a standard queue whose messages have groups.
struct ReceiveFairly {
  let queue: QueueRecord
  let maxMessages: Int
  let hiddenUntil: Timestamp
  let transaction: Transaction

  private var fair: FairQueue { FairQueue(id: queue.backlog, transaction: transaction) }

  /// Takes messages one by one, each of the tenant whose turn it is; `isFull` says that there was one
  /// for which the queue has no room in flight.
  func run() throws -> (taken: [TakenMessage], isFull: Bool) {
    try fair.landEnded()
    let deadLetters = try DeadLetters(of: queue, in: transaction)
    var taken: [TakenMessage] = []
    var isFull = false
    while taken.count < maxMessages, !isFull, let next = try next(deadLetters) {
      isFull = try transaction.inFlight.take(1, of: queue.backlog, in: transaction) == 0
      if !isFull { taken.append(try take(next.candidate, of: next.tenant)) }
    }
    try reveal(taken)
    if !taken.isEmpty { transaction.stir(queue.id) }
    return (taken, isFull)
  }

  /// The next message that is to be returned: those whose retention has ended it deletes, and those
  /// that were received too often it moves to the dead-letter queue, as many as one transaction may.
  private func next(
    _ deadLetters: DeadLetters?
  ) throws -> (tenant: TenantTable.Waiting, candidate: MessageTable.Candidate)? {
    while let tenant = try fair.next() {
      guard let candidate = try transaction.messages.candidate(tenant.nextRow) else {
        try fair.refresh(tenant.id)
        continue
      }
      let sorted = SortedCandidates([candidate], on: queue, deadLetters, at: transaction.now)
      if sorted.areFresh { return (tenant, candidate) }
      guard !transaction.sweep.isSpent else {
        transaction.sweep.leave(queue.id)
        return nil
      }
      try transaction.clear(sorted.expired.map(\.row), from: queue)
      try deadLetters?.move(sorted.exhausted)
    }
    return nil
  }

  private func take(
    _ candidate: MessageTable.Candidate, of tenant: TenantTable.Waiting
  ) throws -> TakenMessage {
    // One that is not to be hidden at all is revealed at the end: it must not be taken twice.
    let end = max(hiddenUntil, transaction.now.advanced(by: .milliseconds(1)))
    try transaction.hide(candidate.row, candidate.times, until: end, on: queue)
    try fair.takeOff(candidate.row, of: tenant.id, until: end)
    try fair.refresh(tenant.id)
    let group = tenant.name.isEmpty ? nil : tenant.name
    return try TakenMessage(candidate, from: queue, group: group, at: transaction.now)
  }

  private func reveal(_ taken: [TakenMessage]) throws(SQLiteError) {
    guard hiddenUntil <= transaction.now else { return }
    for message in taken {
      let row = message.token.row
      if let record = try transaction.messages.find(row) {
        try transaction.setVisible(row, record, at: hiddenUntil, on: queue)
      }
    }
  }
}
