internal import DovetailTransport

/// Counts the messages of a queue, and tells how old they are.
struct SummarizeQueue {
  let queue: QueueName

  /// How many messages of a FIFO queue are looked at, about, and how many groups.
  private static let (reach, groups) = (2000, 200)

  /// Nil when messages that have expired are to be cleared away before the others are counted.
  func run(in transaction: Transaction) throws -> QueueSummary? {
    let queue = try transaction.queue(queue)
    guard let counts = try MessageCounts(of: queue, in: transaction) else { return nil }
    let oldest =
      try queue.settings.fifo == nil
      ? oldestSends(of: queue, in: transaction) : oldestInGroups(of: queue, in: transaction)
    func part(_ count: Int64, _ state: MessageState) -> QueueSummary.Part {
      QueueSummary.Part(count: Int(count), oldestSentAt: oldest[state])
    }
    return QueueSummary(
      available: part(counts.available, .available), delayed: part(counts.delayed, .delayed),
      inFlight: part(counts.inFlight, .inFlight), time: transaction.now)
  }

  private func oldestSends(
    of queue: QueueRecord, in transaction: Transaction
  ) throws -> [MessageState: Timestamp] {
    let now = transaction.now
    let oldest = queue.oldestExpiry(at: now)
    func send(
      after lower: Timestamp, upTo upper: Timestamp, received: Bool? = nil
    ) throws -> Timestamp? {
      try transaction.messages.oldestSend(
        in: queue.backlog, after: lower, upTo: upper, retainedAfter: oldest, received: received)
    }
    let future = Timestamp(milliseconds: .max)
    var sends: [MessageState: Timestamp] = [:]
    sends[.available] = try send(after: oldest, upTo: now)
    sends[.delayed] = try send(after: now, upTo: future, received: false)
    sends[.inFlight] = try send(after: now, upTo: future, received: true)
    return sends
  }

  /// Looks at the first messages of groups, in which the oldest stand first.
  private func oldestInGroups(
    of queue: QueueRecord, in transaction: Transaction
  ) throws -> [MessageState: Timestamp] {
    let (messages, now) = (transaction.messages, transaction.now)
    let place = QueueTable.RewakePlace(wakesAt: now, number: .max)
    let awake = try messages.awakeHeads(Self.groups, in: queue.backlog, upTo: .max, at: now)
    let asleep = try messages.sleepingHeads(in: queue.backlog, after: place, limit: Self.groups)
    let groups = (awake + asleep.map(\.row)).compactMap(Placement.group)
    var sends: [MessageState: Timestamp] = [:]
    for group in groups {
      let line = MessageTable.Line.group(group)
      let sightings = try messages.walk(
        line, after: line.start(after: now), limit: Self.reach / groups.count
      ) { _ in true }
      for sighting in sightings where !queue.hasExpired(sighting.times, at: now) {
        let state = queue.state(sighting.times, at: now)
        sends[state] = min(sends[state] ?? sighting.times.sentAt, sighting.times.sentAt)
      }
    }
    return sends
  }
}
