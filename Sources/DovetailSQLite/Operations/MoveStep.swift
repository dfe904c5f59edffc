internal import DovetailTransport

/// Moves the messages of a move task that are due, some at a time.
///
/// How many are due follows from the clock and what the task's row says, so that any lane can go on
/// where another stopped; the lease only keeps several from doing the same work.
struct MoveStep {
  let task: Int64
  /// Names the lane that moves.
  let owner: Int64

  /// The most messages of one step: others wait for their transaction meanwhile.
  private static let most: Int64 = 500
  /// How long after a step is overdue another lane takes the task over.
  private static let lease = Duration.seconds(10)

  /// Says in the transaction when to take the next step, if there is one.
  func run(in transaction: Transaction) throws {
    guard var task = try transaction.moveTasks.find(task), task.status == .running else { return }
    let now = transaction.now
    guard task.owner == owner || task.leaseEndsAt <= now else {
      return transaction.wake(.moveTask(task.id), at: task.leaseEndsAt)
    }
    try move(&task, in: transaction)
    let next = task.nextInstant(after: now)
    task.owner = owner
    task.leaseEndsAt = next.advanced(by: Self.lease)
    try transaction.moveTasks.update(task)
    if task.status == .running { transaction.wake(.moveTask(task.id), at: next) }
  }

  private func move(_ task: inout MoveTaskRecord, in transaction: Transaction) throws {
    guard let source = try transaction.queues.find(task.sourceName), source.id == task.source else {
      return fail(&task, .nonExistentQueue)
    }
    let end = min(task.due(at: transaction.now) ?? .max, task.moved + Self.most)
    let messages = RedrivableMessages(queue: source, transaction: transaction)
    while true {
      guard let batch = try messages.next() else {
        task.status = .completed
        return
      }
      if batch.isEmpty { return }
      for candidate in batch {
        guard task.moved < end, !transaction.sweep.isSpent else { return }
        guard let name = task.destination ?? candidate.deadLetterSource else {
          return fail(&task, .unknownSource)
        }
        guard let target = try transaction.queues.find(name) else {
          return fail(&task, .nonExistentQueue)
        }
        let draft = draft(of: candidate, task, at: transaction.now)
        transaction.sweep.spend(1, bytes: candidate.body.utf8.count)
        let group = try transaction.groupName(of: candidate.row)
        _ = try transaction.insert(draft, into: target, group: group)
        try transaction.remove(candidate.row, from: source)
        transaction.stir(target.id)
        task.moved += 1
      }
    }
  }

  /// Why a task fails, in SQS's words.
  private enum Failure: String {
    case nonExistentQueue = "AWS.SimpleQueueService.NonExistentQueue"
    case unknownSource = "CouldNotDetermineMessageSource"
  }

  private func fail(_ task: inout MoveTaskRecord, _ failure: Failure) {
    task.status = .failed
    task.failureReason = failure.rawValue
  }

  /// A new message of the same content.
  private func draft(
    of candidate: MessageTable.Candidate, _ task: MoveTaskRecord, at now: Timestamp
  ) -> MessageTable.Draft {
    MessageTable.Draft(
      id: newID(task), body: candidate.body, attributes: candidate.attributes,
      deduplicationID: candidate.deduplicationID, traceHeader: candidate.traceHeader, sentAt: now,
      retainedFrom: now, visibleAt: now)
  }

  /// An id that follows from the task and the message's number in it: a step may run twice when its
  /// transaction is undone, and must come to the same.
  private func newID(_ task: MoveTaskRecord) -> UniqueID {
    let number = UInt64(bitPattern: task.moved)
    return .random(from: .seeded(task.taskID.high ^ task.taskID.low &+ number))
  }
}

/// The messages of a dead-letter queue that can be received, oldest first.
struct RedrivableMessages {
  let queue: QueueRecord
  let transaction: Transaction

  /// Some of them, or none when too much has expired for one step; nil when there are no more.
  ///
  /// Few at a time, since bodies may be large. What has expired is deleted.
  func next() throws -> [MessageTable.Candidate]? {
    while let found = try queue.settings.fifo == nil ? standard() : fifo() {
      let expired = found.filter(hasExpired)
      guard !expired.isEmpty, !transaction.sweep.isSpent else {
        return found.filter { !hasExpired($0) }
      }
      try transaction.clear(expired, from: queue)
    }
    return nil
  }

  private func standard() throws(SQLiteError) -> [MessageTable.Candidate]? {
    let found = try transaction.messages.candidates(10, from: queue.backlog, at: transaction.now)
    return found.isEmpty ? nil : found
  }

  private func fifo() throws -> [MessageTable.Candidate]? {
    let now = transaction.now
    while let group = try transaction.groups.awake(1, in: queue.backlog, upTo: .max, at: now).first
    {
      guard queue.hasExpired(since: group.head.retainedFrom, at: now) else {
        return try transaction.messages.run(of: group.id, upTo: 10, at: now)
      }
      if transaction.sweep.isSpent { return [] }
      try transaction.advance(group.id, on: queue)
    }
    return nil
  }

  private func hasExpired(_ message: MessageTable.Candidate) -> Bool {
    queue.hasExpired(since: message.retainedFrom, at: transaction.now)
  }
}
