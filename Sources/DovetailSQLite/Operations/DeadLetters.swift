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
      let target = try transaction.queues.find(redrive.deadLetterQueue, of: queue.account)
    else { return nil }
    source = queue
    maxReceiveCount = redrive.maxReceiveCount
    self.target = target
    self.transaction = transaction
  }

  /// Whether a visible message of the queue was received too often.
  func takes(_ candidate: MessageTable.Candidate) -> Bool {
    candidate.times.receiveCount - candidate.earlierReceives >= maxReceiveCount
  }

  /// Moves messages that were received too often, and counts them as cleared away.
  func move(_ exhausted: [MessageTable.Candidate]) throws {
    guard !exhausted.isEmpty else { return }
    for candidate in exhausted {
      let group = try transaction.groupName(of: candidate)
      try transaction.insert(draft(of: candidate), into: target, group: group)
      try transaction.remove(candidate.row, from: source)
      transaction.sweep.spend(1, bytes: candidate.content.bytes)
    }
    transaction.stir(target.id)
  }

  /// The message as the dead-letter queue gets it: available at once, by a row of its own, so that no
  /// handle of the source is good for it.
  ///
  /// A FIFO queue keeps it for its whole retention, and tells it from duplicates by its id; a standard
  /// queue for what is left since it was sent.
  private func draft(of candidate: MessageTable.Candidate) -> MessageTable.Draft {
    let isFIFO = source.settings.fifo != nil
    return MessageTable.Draft(
      id: candidate.id, content: candidate.content,
      deduplicationID: isFIFO ? candidate.id.uuidString : candidate.deduplicationID,
      visibleAt: transaction.now, sentAt: candidate.times.sentAt,
      retainedFrom: isFIFO
        ? transaction.now
        : target.retention(takenOver: candidate.times.retainedFrom, at: transaction.now),
      history: MessageTable.History(
        receiveCount: candidate.times.receiveCount, firstReceivedAt: candidate.firstReceivedAt,
        deadLetterSource: source.name))
  }
}
