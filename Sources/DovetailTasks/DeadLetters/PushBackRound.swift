import DovetailTransport
import Logging

/// Pushes letters back that were received together; remembers what has been sent.
struct PushBackRound {
  typealias Entry = PushBackReport.Entry
  typealias Outcome = PushBackReport.Outcome

  /// A letter that is to be sent, and where.
  private struct Parting {
    let item: PushBack.Item
    let target: PushBackTargets.Target
    /// The error that waiters were told, and that was taken away.
    var formerResult: TaskResult?
  }

  /// What copies of one message have in common.
  private struct Copies: Hashable {
    let task: TaskID
    let queue: QueueName
  }

  private let letters: DeadLetters
  private let options: PushBackOptions
  private var targets: PushBackTargets
  private var sent: [Copies: MessageID] = [:]
  private var sentIDs: Set<MessageID> = []
  /// The groups of which a letter was not sent: those behind it stay too.
  private var stopped: Set<String> = []

  init(_ letters: DeadLetters, _ options: PushBackOptions) {
    self.letters = letters
    self.options = options
    targets = PushBackTargets(letters, options)
  }

  /// Whether a message is one that this has sent.
  func hasSent(_ message: MessageID?) -> Bool { message.map(sentIDs.contains) ?? false }

  /// Sends and deletes the letters; those of a group, and copies of a task, one after the other.
  mutating func push(_ items: [PushBack.Item]) async -> [Entry] {
    var entries: [Entry] = []
    for wave in waves(of: items) {
      var partings: [Parting] = []
      for item in wave {
        if let group = item.message.groupID, stopped.contains(group) {
          entries.append(
            Entry(letter: item.letter, outcome: .failed(reason: Self.behindFailure)))
          continue
        }
        do {
          let target = try await targets.target(of: item.letter)
          if isCopy(item.letter, target) {
            entries.append(await fold(item))
          } else {
            let former = try await takeResult(of: item.letter)
            partings.append(Parting(item: item, target: target, formerResult: former))
          }
        } catch {
          entries.append(failure(item.letter, error))
        }
      }
      entries += await send(partings)
      if letters.queue.isFIFO { stopped.formUnion(entries.compactMap(\.failedGroup)) }
    }
    return entries
  }

  private static let behindFailure =
    "A letter before it in its group could not be pushed back, and the order holds."

  /// The letters in turns: in each at most one of a group of a FIFO queue, and one of a task.
  private func waves(of items: [PushBack.Item]) -> [[PushBack.Item]] {
    var waves: [[PushBack.Item]] = []
    var turns: [String: Int] = [:]
    for item in items {
      let line =
        (letters.queue.isFIFO ? item.message.groupID : item.letter.taskID?.rawValue)
        ?? item.message.id.rawValue
      let turn = turns[line, default: 0]
      turns[line] = turn + 1
      if turn == waves.count { waves.append([]) }
      waves[turn].append(item)
    }
    return waves
  }
}

// What is done with a letter.
extension PushBackRound {
  private func isCopy(_ letter: DeadLetters.Letter, _ target: PushBackTargets.Target) -> Bool {
    // Without a message's id it may as well be that what was sent has failed again.
    guard let task = letter.taskID, letter.originalMessageID != nil else { return false }
    return sent[Copies(task: task, queue: target.queue)] != nil
  }

  private func fold(_ item: PushBack.Item) async -> Entry {
    letters.broker.configuration.logger.warning(
      "A dead letter is a copy of one that was pushed back, and is deleted.",
      metadata: metadata(of: item.letter))
    if let reason = await delete([item])[item.message.id] {
      return Entry(letter: item.letter, outcome: .failed(reason: reason))
    }
    return Entry(letter: item.letter, outcome: .folded)
  }

  /// Takes the stored error away, so that who waits sees what comes now; a success stays.
  private func takeResult(of letter: DeadLetters.Letter) async throws -> TaskResult? {
    guard let backend = letters.broker.results?.backend, let task = letter.taskID,
      let result = try await backend.result(for: task), result.isError
    else { return nil }
    try await backend.removeResult(for: task)
    return result
  }

  private mutating func send(_ partings: [Parting]) async -> [Entry] {
    var entries: [Entry] = []
    var rest = partings[...]
    while !rest.isEmpty {
      let request = nextRequest(&rest)
      let outcomes = await outcomes(of: request)
      var gone: [(parting: Parting, message: MessageID)] = []
      for (parting, outcome) in zip(request, outcomes) {
        switch outcome {
        case .success(let message):
          note(message.id, for: parting)
          gone.append((parting, message.id))
        case .failure(let error):
          await restoreResult(of: parting)
          entries.append(failure(parting.item.letter, error))
        }
      }
      let kept = await delete(gone.map(\.parting.item))
      for (parting, message) in gone {
        let (letter, queue) = (parting.item.letter, parting.target.queue)
        let outcome: Outcome =
          kept[letter.messageID].map { .duplicated(in: queue, as: message, reason: $0) }
          ?? .pushedBack(to: queue, as: message)
        entries.append(Entry(letter: letter, outcome: outcome))
      }
    }
    return entries
  }

  private mutating func note(_ message: MessageID, for parting: Parting) {
    sentIDs.insert(message)
    guard let task = parting.item.letter.taskID else { return }
    sent[Copies(task: task, queue: parting.target.queue)] = message
  }

  /// The first letters that go to one queue and share a request.
  private func nextRequest(_ rest: inout ArraySlice<Parting>) -> [Parting] {
    var request: [Parting] = []
    var size = 0
    while let next = rest.first, request.count < SQSLimits.batchEntries,
      request.isEmpty || next.target.queue == request[0].target.queue
    {
      size += message(of: next).size
      guard request.isEmpty || size <= SQSLimits.messageBytes else { break }
      request.append(next)
      rest.removeFirst()
    }
    return request
  }

  private func message(of parting: Parting) -> OutgoingMessage {
    parting.item.message.returned(to: parting.target, delay: options.delay)
  }

  private func outcomes(
    of request: [Parting]
  ) async -> [Result<SentMessage, TransportError>] {
    let queue = request[0].target.queue
    do {
      let outcomes = try await letters.broker.services.transport.send(
        request.map(message), to: queue)
      if outcomes.count == request.count { return outcomes }
      return request.map { _ in
        .failure(TransportError(.outcomeUnknown, attempt: "send to \(queue)"))
      }
    } catch {
      return request.map { _ in .failure(TransportError(error, attempt: "send to \(queue)")) }
    }
  }

  private func restoreResult(of parting: Parting) async {
    guard let result = parting.formerResult, let task = parting.item.letter.taskID else { return }
    do {
      try await letters.broker.results?.store(result, for: task)
    } catch {
      letters.broker.configuration.logger.warning(
        "The error of a dead letter that stays could not be stored again: \(error)",
        metadata: metadata(of: parting.item.letter))
    }
  }

  /// Deletes letters that are in their queues again; returns why those stay that do.
  private func delete(_ items: [PushBack.Item]) async -> [MessageID: String] {
    var rest = items
    var reasons: [MessageID: String] = [:]
    for _ in 0..<Self.deleteTries where !rest.isEmpty {
      reasons = [:]
      do {
        let outcomes = try await letters.broker.services.transport.delete(
          rest.map(\.message.receipt), from: letters.queue)
        for (item, outcome) in zip(rest, outcomes) {
          if case .failure(let error) = outcome { reasons[item.message.id] = "\(error)" }
        }
      } catch {
        for item in rest { reasons[item.message.id] = "\(error)" }
      }
      rest.removeAll { reasons[$0.message.id] == nil }
    }
    return reasons
  }

  private static let deleteTries = 3

  private func failure(_ letter: DeadLetters.Letter, _ error: any Error) -> Entry {
    letters.broker.configuration.logger.warning(
      "A dead letter could not be pushed back: \(error)", metadata: metadata(of: letter))
    return Entry(letter: letter, outcome: .failed(reason: "\(error)"))
  }

  private func metadata(of letter: DeadLetters.Letter) -> Logger.Metadata {
    [
      "task_id": "\(letter.taskID?.rawValue ?? "unknown")",
      "task_name": "\(letter.name ?? "unknown")",
      "queue": "\(letters.queue)",
      "message_id": "\(letter.messageID)",
    ]
  }
}

extension PushBackReport.Entry {
  /// The group whose order would break if those behind this letter went on.
  fileprivate var failedGroup: String? {
    if case .failed = outcome { letter.group } else { nil }
  }
}
