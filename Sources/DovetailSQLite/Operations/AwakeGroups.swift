internal import DovetailTransport

/// The groups of a FIFO queue that are awake, in the order in which they became so.
///
/// On its way it deletes heads whose retention has ended, and sets anew when those wake that another
/// delay or retention has made late: each once, so what is paid for them does not come back. Of many it
/// does as many as one transaction may, and then says that there may be other groups behind the rest.
struct AwakeGroups {
  private let queue: QueueRecord
  private let transaction: Transaction
  private let lastNumber: Int64
  /// Heads that were found, and have not been looked at.
  private var heads: ArraySlice<Int64> = []
  /// The groups that were looked at.
  private var passed: Set<Int64> = []
  /// Whether something is left to do about one of them, for another transaction.
  private var isBehindOthers = false

  /// The messages of a group that can be received.
  struct Run {
    var group: Int64
    /// In order, at least one; the first is the head.
    var messages: [MessageTable.Candidate]
  }

  init(of queue: QueueRecord, upTo lastNumber: Int64 = .max, in transaction: Transaction) {
    self.queue = queue
    self.lastNumber = lastNumber
    self.transaction = transaction
  }

  /// Up to `count` messages of the next group that has some; nil when no other has.
  mutating func next(upTo count: Int) throws(SQLiteError) -> Run? {
    while let head = try nextHead(count) {
      if let run = try run(from: head, upTo: count) { return run }
    }
    return nil
  }

  /// Up to `count` messages that can be received, from a head on; nil when it is none, after what is to
  /// be done about it.
  mutating func run(from head: Int64, upTo count: Int) throws(SQLiteError) -> Run? {
    let (queue, now) = (queue, transaction.now)
    var first: MessageTimes?
    let messages = try transaction.messages.run(from: head, upTo: count) { times in
      let isFirst = first == nil
      if isFirst { first = times }
      return queue.visibleAt(times) <= now && !(isFirst && queue.hasExpired(times, at: now))
    }
    let group = Placement.group(of: head) ?? head
    if !messages.isEmpty { return Run(group: group, messages: messages) }
    if let first { try tend(head, first, of: group) }
    return nil
  }

  /// Says that there is more to do about a group than this transaction may: it looks no further than
  /// at the heads that are found.
  mutating func leaveRest() {
    isBehindOthers = true
    transaction.sweep.leave(queue.id)
  }

  private mutating func tend(
    _ head: Int64, _ times: MessageTimes, of group: Int64
  ) throws(SQLiteError) {
    guard !transaction.sweep.isSpent else { return leaveRest() }
    if queue.hasExpired(times, at: transaction.now) {
      try transaction.advance(group, on: queue)
    } else {
      try transaction.messages.setHead(head, wakesAt: queue.wakesAt(times))
      transaction.sweep.spend(1)
    }
    // Its place among the others is another now.
    passed.remove(group)
    heads = []
  }

  private mutating func nextHead(_ count: Int) throws(SQLiteError) -> Int64? {
    if heads.isEmpty, !isBehindOthers {
      let found = try transaction.messages.awakeHeads(
        count + passed.count, in: queue.backlog, upTo: lastNumber, at: transaction.now)
      heads = found.filter { !passed.contains(Placement.group(of: $0) ?? $0) }[...]
    }
    let head = heads.popFirst()
    if let head { passed.insert(Placement.group(of: head) ?? head) }
    return head
  }
}
