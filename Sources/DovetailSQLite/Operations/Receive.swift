internal import DovetailTransport

/// ReceiveMessage: hides visible messages and returns them.
struct Receive {
  let queue: QueueName
  private let options: ReceiveOptions
  private let disorder: ReceiveDisorder?

  init(
    queue: QueueName, options: ReceiveOptions, _ disorder: ReceiveDisorder? = nil
  ) throws(TransportError) {
    try MessageRules.check(options, from: queue)
    self.queue = queue
    self.options = options
    self.disorder = disorder
  }

  private var maxMessages: Int {
    disorder?.count(upTo: options.maxMessages) ?? options.maxMessages
  }

  /// How long to wait for the first message.
  func waitTime(on queue: QueueRecord) -> Duration {
    options.waitTime ?? queue.settings.waitTime
  }

  func run(on queue: QueueRecord, in transaction: Transaction) throws -> [TakenMessage] {
    guard queue.settings.fifo == nil else {
      return try ReceiveFromGroups(queue: queue, options: options, transaction: transaction).run()
    }
    let hiddenUntil = transaction.now.advanced(
      by: options.visibilityTimeout ?? queue.settings.visibilityTimeout)
    if queue.isFair {
      let (taken, isFull) = try ReceiveFairly(
        queue: queue, maxMessages: maxMessages, hiddenUntil: hiddenUntil,
        transaction: transaction
      ).run()
      if isFull, taken.isEmpty, waitTime(on: queue) == .zero { throw Self.overLimit }
      return try duplicating(taken, on: queue, in: transaction)
    }
    let taken = try take(from: queue, hidingUntil: hiddenUntil, in: transaction)
    return try duplicating(taken, on: queue, in: transaction)
  }

  /// Leaves messages visible that are to be delivered twice.
  private func duplicating(
    _ taken: [TakenMessage], on queue: QueueRecord, in transaction: Transaction
  ) throws(SQLiteError) -> [TakenMessage] {
    guard let disorder else { return taken }
    for (message, staysVisible) in zip(taken, disorder.duplicates(of: taken.count)) {
      let (row, isFirst) = (message.token.row, message.token.ordinal == 1)
      guard staysVisible, isFirst, let record = try transaction.messages.find(row) else { continue }
      try transaction.setVisible(row, record, at: transaction.now, on: queue)
    }
    return taken
  }

  private func take(
    from queue: QueueRecord, hidingUntil hiddenUntil: Timestamp, in transaction: Transaction
  ) throws -> [TakenMessage] {
    let candidates = try freshCandidates(on: queue, in: transaction)
    let granted = try transaction.inFlight.take(
      candidates.count, of: queue.backlog, in: transaction)
    if granted == 0, !candidates.isEmpty, waitTime(on: queue) == .zero { throw Self.overLimit }
    // Those who wait must know when these come back, or at once if they are not hidden at all.
    if granted > 0 { transaction.stir(queue.id) }
    return try candidates.prefix(granted).map { candidate in
      try transaction.hide(candidate.row, candidate.times, until: hiddenUntil, on: queue)
      return try TakenMessage(candidate, from: queue, at: transaction.now)
    }
  }

  /// SQS says so to short polls only: long ones go on waiting.
  private static let overLimit = TransportError.invalid(
    .overLimit,
    "Too many messages have been received without being deleted. Please delete your received "
      + "messages or let them timeout before receiving more.")

  /// Visible messages that are to be returned: those whose retention has ended it deletes, and those
  /// that were received too often it moves to the dead-letter queue.
  ///
  /// Each message is deleted or moved once, so what a receive pays for them does not come back. Of many
  /// it does as much as one transaction may, and then says that there may be others behind the rest.
  private func freshCandidates(
    on queue: QueueRecord, in transaction: Transaction
  ) throws -> [MessageTable.Candidate] {
    let deadLetters = try DeadLetters(of: queue, in: transaction)
    let reorders = disorder?.reorders == true
    while true {
      let candidates = try transaction.messages.candidates(
        reorders ? ReceiveDisorder.reach : maxMessages, from: queue.backlog, at: transaction.now)
      let sorted = SortedCandidates(candidates, on: queue, deadLetters, at: transaction.now)
      guard sorted.areFresh || transaction.sweep.isSpent else {
        try transaction.clear(sorted.expired.map(\.row), from: queue)
        try deadLetters?.move(sorted.exhausted)
        continue
      }
      if !sorted.areFresh { transaction.sweep.leave(queue.id) }
      guard reorders, let disorder else { return sorted.fresh }
      return Array(disorder.shuffle(sorted.fresh).prefix(maxMessages))
    }
  }
}
