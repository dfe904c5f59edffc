internal import DovetailTransport

/// ReceiveMessage on a FIFO queue: of each group, in order, the messages before its first hidden one.
///
/// Source: SQS developer guide, "Amazon SQS FIFO queues", and recorded answers.
struct ReceiveFromGroups {
  let queue: QueueRecord
  let options: ReceiveOptions
  let transaction: Transaction

  func run() throws -> [TakenMessage] {
    guard let attempt = options.attemptID else { return try take() }
    if let again = try repeated(attempt) { return again }
    let taken = try take()
    if !taken.isEmpty { try remember(taken, of: attempt) }
    return taken
  }

  /// When what this receive takes is visible again.
  var hiddenUntil: Timestamp {
    transaction.now.advanced(by: options.visibilityTimeout ?? queue.settings.visibilityTimeout)
  }

  private func take() throws -> [TakenMessage] {
    let deadLetters = try DeadLetters(of: queue, in: transaction)
    var groups = AwakeGroups(
      of: queue, upTo: try transaction.lastNumberInSight(of: queue.backlog), in: transaction)
    var taken: [TakenMessage] = []
    while taken.count < options.maxMessages {
      let missing = options.maxMessages - taken.count
      guard let found = try groups.next(upTo: missing) else { break }
      let run = try spare(found, upTo: missing, deadLetters, &groups)
      guard !run.isEmpty else { continue }
      let granted = try transaction.inFlight.take(run.count, of: queue.backlog, in: transaction)
      for (index, message) in run.prefix(granted).enumerated() {
        try transaction.hide(
          message.row, message.times, until: hiddenUntil, on: queue, isHead: index == 0)
        taken.append(
          try TakenMessage(message, from: queue, group: message.groupName, at: transaction.now))
      }
      guard granted > 0 else { break }
    }
    if !taken.isEmpty { transaction.stir(queue.id) }
    return taken
  }

  /// The messages of a group that are to be returned, after those that were received too often have
  /// moved to the dead-letter queue; the group then has another head, or none.
  private func spare(
    _ found: AwakeGroups.Run, upTo count: Int, _ deadLetters: DeadLetters?,
    _ groups: inout AwakeGroups
  ) throws -> [MessageTable.Candidate] {
    var run = found.messages
    while let deadLetters, run.contains(where: deadLetters.takes) {
      guard !transaction.sweep.isSpent else {
        groups.leaveRest()
        return Array(run.prefix { !deadLetters.takes($0) })
      }
      try deadLetters.move(run.filter(deadLetters.takes))
      guard let head = try transaction.messages.head(of: found.group),
        let rest = try groups.run(from: head.row, upTo: count)
      else { return [] }
      run = rest.messages
    }
    return run
  }
}
