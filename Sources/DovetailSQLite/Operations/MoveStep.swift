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
    guard let source = try transaction.queues.find(task.sourceName, of: task.account),
      source.id == task.source
    else { return fail(&task, .nonExistentQueue) }
    let end = min(task.due(at: transaction.now) ?? .max, task.moved + Self.most)
    let messages = RedrivableMessages(of: source, in: transaction)
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
        guard let target = try transaction.queues.find(name, of: task.account) else {
          return fail(&task, .nonExistentQueue)
        }
        let draft = draft(of: candidate, task, to: target, at: transaction.now)
        transaction.sweep.spend(1, bytes: candidate.content.bytes)
        let group = try transaction.groupName(of: candidate)
        try transaction.insert(draft, into: target, group: group)
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

  /// A new message of the same content; the delay of a FIFO queue holds for it, too.
  private func draft(
    of candidate: MessageTable.Candidate, _ task: MoveTaskRecord, to target: QueueRecord,
    at now: Timestamp
  ) -> MessageTable.Draft {
    MessageTable.Draft(
      id: newID(task), content: candidate.content, deduplicationID: candidate.deduplicationID,
      visibleAt: target.settings.fifo == nil ? now : now.advanced(by: target.settings.delay),
      sentAt: now, retainedFrom: now)
  }

  /// An id that follows from the task and the message's number in it: a step may run twice when its
  /// transaction is undone, and must come to the same.
  private func newID(_ task: MoveTaskRecord) -> UniqueID {
    let number = UInt64(bitPattern: task.moved)
    return .random(from: .seeded(task.taskID.high ^ task.taskID.low &+ number))
  }
}
