internal import DovetailCrypto
internal import DovetailTransport

/// SendMessageBatch: adds messages to a queue.
struct Send {
  /// A message, and what could be made of it before the transaction.
  struct Entry {
    var message: OutgoingMessage
    var id: UniqueID
    var attributes: [UInt8]?
    /// The de-duplication id of its body; nil where it has another, or needs none.
    var contentID: String?
    /// The answer if its queue takes it; a failure is what is wrong with it on any queue.
    var outcome: Result<SentMessage, TransportError>
  }

  private let queue: QueueName
  private let entries: [Entry]

  init(
    _ messages: [OutgoingMessage], to queue: QueueName, _ random: RandomSource
  ) throws(TransportError) {
    try MessageRules.checkBatch(of: messages, to: queue)
    self.queue = queue
    entries = try messages.map { (message) throws(TransportError) in
      let id = UniqueID.random(from: random)
      return Entry(
        message: message, id: id,
        attributes: message.attributes.isEmpty ? nil : AttributesCoding.encode(message.attributes),
        contentID: queue.isFIFO && message.deduplicationID == nil
          ? try Self.contentID(of: message.body) : nil,
        outcome: Result { () throws(TransportError) in
          try MessageRules.check(message, to: queue, maximumSize: SQSLimits.messageBytes)
          return SentMessage(id: MessageID(rawValue: id.uuidString))
        }
      )
    }
  }

  func run(in transaction: Transaction) throws -> [Result<SentMessage, TransportError>] {
    let queue = try transaction.queue(queue)
    try checkDeduplication(on: queue)
    let outcomes = try entries.map { entry -> Result<SentMessage, TransportError> in
      do {
        return .success(try send(entry, to: queue, in: transaction))
      } catch let error as TransportError {
        return .failure(error.attempting("send to \(self.queue)"))
      }
    }
    transaction.stir(queue.id)
    return outcomes
  }

  private func send(
    _ entry: Entry, to queue: QueueRecord, in transaction: Transaction
  ) throws -> SentMessage {
    let sent = try entry.outcome.get()
    let maximum = queue.settings.maximumMessageSize
    guard entry.message.size <= maximum else {
      throw MessageRules.tooLarge(maximumSize: maximum)
    }
    if let fifo = queue.settings.fifo {
      return try send(entry, to: queue, fifo, in: transaction)
    }
    let delay = entry.message.delay ?? queue.settings.delay
    try transaction.insert(
      entry.draft(at: transaction.now, delay: delay), into: queue, group: entry.message.groupID)
    return sent
  }

  /// Checks that each message has what a FIFO queue tells duplicates by; without, SQS refuses the
  /// whole request.
  private func checkDeduplication(on queue: QueueRecord) throws(TransportError) {
    guard let fifo = queue.settings.fifo, !fifo.deduplicatesContent,
      entries.contains(where: { $0.message.deduplicationID == nil })
    else { return }
    throw .invalid(
      .invalidParameterValue,
      "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId "
        + "provided explicitly")
  }

  private static func contentID(of body: String) throws(TransportError) -> String {
    do {
      return Hex.encode(try SHA256.digest(of: Array(body.utf8)))
    } catch {
      throw TransportError(
        .unsupportedOperation, attempt: "", detail: error.description, cause: error)
    }
  }
}

extension Send.Entry {
  /// The message as it is kept.
  func draft(at now: Timestamp, delay: Duration) -> MessageTable.Draft {
    MessageTable.Draft(
      id: id,
      content: MessageTable.Content(
        body: message.body, attributes: attributes, traceHeader: message.traceHeader),
      deduplicationID: message.deduplicationID ?? contentID, visibleAt: now.advanced(by: delay),
      sentAt: now, retainedFrom: now)
  }
}
