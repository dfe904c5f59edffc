internal import DovetailTransport

/// A message that a receive has hidden, before the caller's thread makes text of its ids: the lane
/// has better things to do.
struct TakenMessage {
  private let candidate: MessageTable.Candidate
  private let attributes: [String: MessageAttribute]
  private let token: ReceiptToken
  private let firstReceivedAt: Timestamp

  /// Throws when the attributes in the database are malformed.
  init(
    _ candidate: MessageTable.Candidate, from queue: QueueRecord, at now: Timestamp
  ) throws(SQLiteError) {
    self.candidate = candidate
    attributes =
      if let bytes = candidate.attributes { try AttributesCoding.decode(bytes) } else { [:] }
    token = ReceiptToken(
      queue: queue.id, row: candidate.row, messageID: candidate.id,
      ordinal: candidate.receiveCount + 1
    )
    firstReceivedAt = candidate.firstReceivedAt ?? now
  }

  /// The message as the caller gets it.
  var received: ReceivedMessage {
    ReceivedMessage(
      id: MessageID(rawValue: candidate.id.uuidString),
      receipt: token.handle,
      body: candidate.body,
      attributes: attributes,
      sentAt: candidate.sentAt,
      firstReceivedAt: firstReceivedAt,
      receiveCount: Int(token.ordinal)
    )
  }
}
