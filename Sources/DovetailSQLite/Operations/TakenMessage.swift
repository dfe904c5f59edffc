internal import DovetailTransport

/// A message that a receive has hidden, before the caller's thread makes text of its ids: the lane
/// has better things to do.
struct TakenMessage {
  private let candidate: MessageTable.Candidate
  private let attributes: [String: MessageAttribute]
  let token: ReceiptToken
  private let group: String?
  private let sequenceNumber: Int64?
  private let firstReceivedAt: Timestamp

  /// Throws when the attributes in the database are malformed.
  ///
  /// Without an `ordinal`, this is the message's next receive.
  init(
    _ candidate: MessageTable.Candidate, from queue: QueueRecord, group: String? = nil,
    ordinal: Int64? = nil, at now: Timestamp
  ) throws(SQLiteError) {
    self.candidate = candidate
    self.group = group
    sequenceNumber = queue.settings.fifo == nil ? nil : candidate.row
    attributes =
      if let bytes = candidate.content.attributes { try AttributesCoding.decode(bytes) } else {
        [:]
      }
    token = ReceiptToken(
      queue: queue.id, row: candidate.row, messageID: candidate.id,
      ordinal: ordinal ?? candidate.times.receiveCount + 1
    )
    firstReceivedAt = candidate.firstReceivedAt ?? now
  }

  /// The message as the caller gets it.
  ///
  /// The account is the one that sent it, and that of the queue that moved it here.
  func received(by account: Account) -> ReceivedMessage {
    ReceivedMessage(
      id: MessageID(rawValue: candidate.id.uuidString),
      receipt: token.handle,
      body: candidate.content.body,
      attributes: attributes,
      sentAt: candidate.times.sentAt,
      firstReceivedAt: firstReceivedAt,
      receiveCount: Int(token.ordinal),
      groupID: group,
      deduplicationID: candidate.deduplicationID,
      sequenceNumber: sequenceNumber.map(SequenceNumber.init(row:)),
      traceHeader: candidate.content.traceHeader,
      deadLetterSource: candidate.deadLetterSource.flatMap { try? account.arn(of: QueueName($0)) },
      senderID: account.id
    )
  }
}
