internal import DovetailTransport

/// SendMessageBatch: adds messages to a queue.
struct Send {
  /// A message, and what could be made of it before the transaction.
  private struct Entry {
    var message: OutgoingMessage
    var id: UniqueID
    var attributes: [UInt8]?
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
    entries = messages.map { message in
      let id = UniqueID.random(from: random)
      return Entry(
        message: message, id: id,
        attributes: message.attributes.isEmpty ? nil : AttributesCoding.encode(message.attributes),
        outcome: Result { () throws(TransportError) in
          try MessageRules.check(message, to: queue, maximumSize: SQSLimits.messageBytes)
          return SentMessage(id: MessageID(rawValue: id.uuidString))
        }
      )
    }
  }

  func run(in transaction: Transaction) throws -> [Result<SentMessage, TransportError>] {
    let queue = try transaction.queue(queue)
    let outcomes = try entries.map { entry in
      let outcome = entry.outcome.flatMap { sent in
        tooLarge(entry.message, for: queue).map(Result.failure) ?? .success(sent)
      }
      guard case .success = outcome else {
        return outcome.mapError { $0.attempting("send to \(self.queue)") }
      }
      let now = transaction.now
      try transaction.messages.insert(
        entry.message.body, attributes: entry.attributes, id: entry.id, into: queue.id, at: now,
        visibleAt: now.advanced(by: entry.message.delay ?? queue.settings.delay)
      )
      return outcome
    }
    transaction.stir(queue.id)
    return outcomes
  }

  private func tooLarge(_ message: OutgoingMessage, for queue: QueueRecord) -> TransportError? {
    let maximum = queue.settings.maximumMessageSize
    return message.size > maximum ? MessageRules.tooLarge(message, maximumSize: maximum) : nil
  }
}
