internal import DovetailTransport

extension Send {
  /// Adds a message to its group, unless the queue has accepted one by the same de-duplication id
  /// within the window: then it answers as it did to that one.
  ///
  /// The queue's delay holds for every message: a FIFO queue takes none of a message's own.
  ///
  /// Source: SQS developer guide, "Amazon SQS FIFO queues", and recorded answers.
  func send(
    _ entry: Entry, to queue: QueueRecord, _ fifo: FIFOSettings, in transaction: Transaction
  ) throws -> SentMessage {
    let now = transaction.now
    let draft = entry.draft(at: now, delay: queue.settings.delay)
    let group = entry.message.groupID ?? ""
    let key = DeduplicationTable.Key(
      backlog: queue.backlog, id: draft.deduplicationID ?? "",
      scope: fifo.createdDeduplicatingByGroup ? group : "")
    if let accepted = try transaction.deduplications.find(key, at: now) {
      return SentMessage(accepted)
    }
    let row = try transaction.insert(draft, into: queue, group: group)
    let accepted = DeduplicationTable.Accepted(id: entry.id, row: row)
    try transaction.remember(accepted, key)
    return SentMessage(accepted)
  }
}

extension SentMessage {
  fileprivate init(_ accepted: DeduplicationTable.Accepted) {
    self.init(
      id: MessageID(rawValue: accepted.id.uuidString),
      sequenceNumber: SequenceNumber(row: accepted.row)
    )
  }
}
