internal import DovetailTransport

/// The move to a dead-letter queue, which happens inside a receive: a message that was returned as
/// often as its queue allows is moved in place of being returned once more.
///
/// Source: SQS developer guide, "Using dead-letter queues in Amazon SQS".
struct DeadLetters {
  private let source: QueueRecord
  private let maxReceiveCount: Int64
  private let target: QueueRecord
  private let transaction: Transaction

  /// Nil when the queue has no redrive policy, or its dead-letter queue is gone: then messages stay,
  /// and are still returned.
  init?(of queue: QueueRecord, in transaction: Transaction) throws {
    guard let redrive = queue.settings.redrive,
      let target = try transaction.queues.find(redrive.deadLetterQueue)
    else { return nil }
    source = queue
    maxReceiveCount = redrive.maxReceiveCount
    self.target = target
    self.transaction = transaction
  }

  /// Moves those of the messages, visible ones of the queue, that were received too often; returns how
  /// many.
  func move(_ candidates: [MessageTable.Candidate]) throws -> Int {
    let due = candidates.filter { $0.receiveCount - $0.earlierReceives >= maxReceiveCount }
    guard !due.isEmpty else { return 0 }
    for candidate in due {
      let group = try transaction.groupName(of: candidate.row)
      _ = try transaction.insert(draft(of: candidate), into: target, group: group)
      try transaction.remove(candidate.row, from: source)
    }
    transaction.stir(target.id)
    return due.count
  }

  /// The message as the dead-letter queue gets it: available at once, by a row of its own, so that no
  /// handle of the source is good for it.
  ///
  /// A FIFO queue keeps it for its whole retention, and tells it from duplicates by its id; a standard
  /// queue for what is left since it was sent.
  private func draft(of candidate: MessageTable.Candidate) -> MessageTable.Draft {
    let isFIFO = source.settings.fifo != nil
    return MessageTable.Draft(
      id: candidate.id, body: candidate.body, attributes: candidate.attributes,
      deduplicationID: isFIFO ? candidate.id.uuidString : candidate.deduplicationID,
      traceHeader: candidate.traceHeader, sentAt: candidate.sentAt,
      retainedFrom: isFIFO ? transaction.now : candidate.retainedFrom, visibleAt: transaction.now,
      history: MessageTable.History(
        receiveCount: candidate.receiveCount, firstReceivedAt: candidate.firstReceivedAt,
        deadLetterSource: source.name))
  }
}
