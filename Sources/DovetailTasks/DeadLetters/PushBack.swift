import DovetailTransport

/// One push back of dead letters, from its start to its end.
struct PushBack {
  /// A received letter.
  struct Item {
    let message: ReceivedMessage
    let letter: DeadLetters.Letter
  }

  private let letters: DeadLetters
  private let selection: PushBackSelection
  private let options: PushBackOptions
  private let startedAt: Timestamp
  private var round: PushBackRound
  private var seen: Set<MessageID> = []
  /// What is held, by its latest receive.
  private var held: [MessageID: ReceiptHandle] = [:]
  private var report = PushBackReport()

  /// How long letters are hidden while this works.
  private static let hold = Duration.seconds(120)

  init(_ letters: DeadLetters, _ selection: PushBackSelection, _ options: PushBackOptions) {
    self.letters = letters
    self.selection = selection
    self.options = options
    startedAt = letters.broker.clock.now
    round = PushBackRound(letters, options)
  }

  mutating func run() async -> PushBackReport {
    report.end = await lookThrough()
    await letters.release(Array(held.values))
    return report
  }

  private mutating func lookThrough() async -> PushBackReport.End {
    // A receive may bring only letters whose hold has ended: so many receives, whatever they bring.
    for _ in 0..<options.limit {
      guard seen.count < options.limit else { return .limit }
      let messages: [ReceivedMessage]
      do {
        messages = try await receive()
      } catch {
        return .failed(error)
      }
      guard !messages.isEmpty else { return .exhausted }
      await push(newOnes(of: messages))
      if case .message(let id) = selection, seen.contains(id) { return .exhausted }
    }
    return .limit
  }

  private func receive() async throws -> [ReceivedMessage] {
    try await letters.broker.services.transport.receive(
      from: letters.queue,
      ReceiveOptions(
        maxMessages: min(SQSLimits.batchEntries, options.limit - seen.count),
        visibilityTimeout: Self.hold, waitTime: letters.waitTime))
  }

  /// The letters that were not met before; all are held from now on.
  private mutating func newOnes(of messages: [ReceivedMessage]) -> [Item] {
    let reader = letters.reader
    return messages.compactMap { message in
      held[message.id] = message.receipt
      guard seen.insert(message.id).inserted else { return nil }
      return Item(message: message, letter: reader.letter(message))
    }
  }

  private mutating func push(_ items: [Item]) async {
    let chosen = items.filter { item in
      // What has failed again since this began would go round for ever.
      item.message.sentAt <= startedAt && !round.hasSent(item.letter.originalMessageID)
        && selection.includes(item.letter)
    }
    report.passedOver += items.count - chosen.count
    for entry in await round.push(chosen) {
      report.entries.append(entry)
      switch entry.outcome {
      case .pushedBack, .folded: held[entry.letter.messageID] = nil
      case .duplicated, .failed: break
      }
    }
  }
}
