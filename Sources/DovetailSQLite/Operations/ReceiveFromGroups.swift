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
    var taken: [TakenMessage] = []
    var seen: Set<Int64> = []
    var hasMoved = false
    // Where messages moved, other groups may have taken their places among the first.
    repeat {
      hasMoved = false
      for var group in try awakeGroups() where seen.insert(group.id).inserted {
        let missing = options.maxMessages - taken.count
        guard missing > 0 else { break }
        let (run, moved) = try run(of: &group, upTo: missing, deadLetters)
        hasMoved = hasMoved || moved
        guard !run.isEmpty else { continue }
        let granted = try transaction.inFlight.take(run.count, of: queue.backlog, in: transaction)
        for candidate in run.prefix(granted) {
          try transaction.messages.hide(candidate.row, at: transaction.now, until: hiddenUntil)
          taken.append(
            try TakenMessage(candidate, from: queue, group: group.name, at: transaction.now))
        }
        guard granted > 0 else { break }
        try hide(group)
      }
    } while hasMoved && taken.count < options.maxMessages
    if !taken.isEmpty { transaction.stir(queue.id) }
    return taken
  }

  /// The messages of a group that are to be returned, after those that were received too often have
  /// moved to the dead-letter queue; the group then has another head, or none.
  private func run(
    of group: inout GroupTable.Awake, upTo count: Int, _ deadLetters: DeadLetters?
  ) throws -> (run: [MessageTable.Candidate], hasMoved: Bool) {
    var hasMoved = false
    while true {
      let run = try transaction.messages.run(of: group.id, upTo: count, at: transaction.now)
      let exhausted = run.filter { deadLetters?.takes($0) == true }
      if exhausted.isEmpty { return (run, hasMoved) }
      guard !transaction.sweep.isSpent else {
        transaction.sweep.leave(queue.id)
        return (Array(run.prefix { deadLetters?.takes($0) != true }), hasMoved)
      }
      try deadLetters?.move(exhausted)
      hasMoved = true
      guard let head = try transaction.messages.head(of: group.id) else { return ([], true) }
      group.head = head
    }
  }

  private func hide(_ group: GroupTable.Awake) throws(SQLiteError) {
    var head = group.head
    head.visibleAt = hiddenUntil
    try transaction.groups.setWake(
      of: group.id, ifHeadIs: head.row, to: head.wakes(retaining: queue.settings.retention))
  }

  /// The groups to receive from, in order; heads whose retention has ended it deletes first.
  ///
  /// Each is deleted once, so what a receive pays for them does not come back. Of many it deletes as many
  /// as one transaction may, and then says that there may be other groups behind the rest.
  private func awakeGroups() throws -> [GroupTable.Awake] {
    let lastRow = try transaction.lastRowInSight(of: queue.backlog)
    while true {
      let groups = try transaction.groups.awake(
        options.maxMessages, in: queue.backlog, upTo: lastRow, at: transaction.now)
      let ended = groups.filter {
        queue.hasExpired(since: $0.head.retainedFrom, at: transaction.now)
      }
      guard !ended.isEmpty else { return groups }
      guard !transaction.sweep.isSpent else {
        transaction.sweep.leave(queue.id)
        return groups.filter { group in !ended.contains { $0.id == group.id } }
      }
      for group in ended { try transaction.advance(group.id, on: queue) }
    }
  }
}
