internal import DovetailTransport

/// SendMessageBatch: adds messages to a queue.
struct Send {
  /// A message, and what could be made of it before the transaction.
  private struct Entry {
    var message: OutgoingMessage
    var id: UniqueID
    var attributes: [UInt8]?
    /// What is wrong with it on any queue.
    var problem: TransportError?
  }

  private let queue: QueueName
  private let entries: [Entry]

  init(
    _ messages: [OutgoingMessage], to queue: QueueName, _ random: RandomSource
  ) throws(TransportError) {
    try MessageRules.checkBatch(of: messages)
    self.queue = queue
    entries = messages.map { message in
      Entry(
        message: message, id: .random(from: random),
        attributes: message.attributes.isEmpty ? nil : AttributesCoding.encode(message.attributes),
        problem: Self.problem(with: message)
      )
    }
  }

  private static func problem(with message: OutgoingMessage) -> TransportError? {
    do {
      try MessageRules.check(message, maximumSize: SQSLimits.messageBytes)
      return nil
    } catch {
      return error
    }
  }

  func run(in transaction: Transaction) throws -> [Result<SentMessage, TransportError>] {
    let queue = try transaction.queue(queue)
    var outcomes: [Result<SentMessage, TransportError>] = []
    for entry in entries {
      if let problem = entry.problem ?? tooLarge(entry.message, for: queue) {
        outcomes.append(.failure(problem.attempting("send to \(self.queue)")))
        continue
      }
      let now = transaction.now
      try transaction.messages.insert(
        entry.message.body, attributes: entry.attributes, id: entry.id, into: queue.id, at: now,
        visibleAt: now.advanced(by: entry.message.delay ?? queue.settings.delay)
      )
      outcomes.append(.success(SentMessage(id: MessageID(rawValue: entry.id.uuidString))))
    }
    transaction.stir(queue.id)
    return outcomes
  }

  private func tooLarge(_ message: OutgoingMessage, for queue: QueueRecord) -> TransportError? {
    let maximum = queue.settings.maximumMessageSize
    return message.size > maximum ? MessageRules.tooLarge(message, maximumSize: maximum) : nil
  }
}
