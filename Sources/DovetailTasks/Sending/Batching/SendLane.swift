import DequeModule
import DovetailTransport

/// The messages that wait to be sent to one queue, and the decisions which go when.
///
/// A value without effects: its owner sends the batches that it hands out, tells it what came of them,
/// and asks it again at ``nextInstant``.
struct SendLane {
  let options: BatchingOptions
  let random: RandomSource

  /// What may be sent, in order; entries of a line that is taken are sorted out when they are met.
  var waiting = Deque<SendEntry>()
  /// The lines that have entries on their way, or resting, or more than wait at a time.
  var lines: [String: SendLine] = [:]
  /// Entries without a line that wait to be sent again.
  var resting: [SendEntry] = []
  /// The batches on their way.
  private(set) var requests = 0
  /// The entries on their way.
  var inFlight = 0
  var counters = SendCounters()
  /// Whether somebody waits for room: then nothing lingers that is to be sent later.
  var isHurried = false
  /// Whether what fails is given up: the time to send it again is over.
  var isOver = false
  private var lastLaterAt: Timestamp?

  /// The most requests of a queue on their way at once.
  static let maxRequests = 8
  /// How long a batch that is not full waits for a request that is on its way.
  static let patience = Duration.milliseconds(50)
  /// How long after its first try an entry may be sent to a FIFO queue again.
  static let fifoWindow = SQSLimits.deduplicationWindow - .seconds(60)

  init(options: BatchingOptions, random: RandomSource) {
    self.options = options
    self.random = random
  }

  /// Lets an entry wait its turn.
  mutating func add(_ entry: SendEntry) {
    if entry.parcel.pace.isLater { lastLaterAt = entry.addedAt }
    counters.lastEntryAt = entry.addedAt
    if let line = entry.line, lines[line] != nil {
      lines[line]?.behind.append(entry)
    } else {
      waiting.append(entry)
    }
  }

  /// The batches that are to go now; each must be settled and then released.
  mutating func batches(at now: Timestamp) -> [SendBatch] {
    wake(at: now)
    var batches: [SendBatch] = []
    while let batch = nextBatch(at: now) { batches.append(batch) }
    return batches
  }

  /// When to ask for batches again if nothing else happens; nil: never.
  var nextInstant: Timestamp? {
    var instants = resting.compactMap(\.failure?.retryAt)
    instants += lines.values.compactMap(\.restsUntil)
    if requests < Self.maxRequests, let due = firstDue {
      instants.append(requests == 0 ? due : due.advanced(by: Self.patience))
    }
    return instants.min()
  }

  /// Gives up a batch on its way: its answer is not waited for.
  mutating func giveUp(_ batch: SendBatch) {
    inFlight -= batch.entries.count
    counters.failed += batch.entries.count
    counters.exhausted += batch.entries.count
  }

  /// A batch's request is over: others may go.
  mutating func release() {
    requests -= 1
  }
}

// Which entries go.
extension SendLane {
  private mutating func nextBatch(at now: Timestamp) -> SendBatch? {
    guard requests < Self.maxRequests, isDue(at: now) else { return nil }
    var batch = SendBatch()
    while let entry = waiting.first, take(entry, into: &batch, at: now) {
      waiting.removeFirst()
    }
    guard !batch.entries.isEmpty else { return nil }
    requests += 1
    inFlight += batch.entries.count
    counters.requests += 1
    batch.number = counters.requests
    if batch.isSplit { counters.splits += 1 }
    counters.lastRequestAt = now
    return batch
  }

  /// Puts the first entry into the batch, or behind its line; returns false when the batch is closed.
  private mutating func take(
    _ entry: SendEntry, into batch: inout SendBatch, at now: Timestamp
  ) -> Bool {
    let isAlone = entry.parcel.pace.isAlone
    if let name = entry.line, let line = lines[name], line.isBusy {
      let mayFollow =
        batch.contains(line: name) && line.aside.isEmpty && !options.sendsOneOfAGroup
      guard mayFollow else {
        lines[name]?.aside.append(entry)
        return true
      }
    }
    let isClosed =
      batch.entries.count >= options.size || batch.entries.first?.parcel.pace.isAlone == true
    guard !isClosed, !isAlone || batch.entries.isEmpty else { return false }
    guard batch.hasRoom(for: entry) else {
      batch.isSplit = true
      return false
    }
    if let name = entry.line { lines[name, default: SendLine()].isBusy = true }
    batch.add(entry, at: now)
    return true
  }

  /// Whether a batch is full, or one that is not full has waited long enough.
  private func isDue(at now: Timestamp) -> Bool {
    guard let first = waiting.first else { return false }
    if waiting.count >= options.size || first.parcel.pace.isAlone { return true }
    guard let due = firstDue else { return false }
    return (requests == 0 ? due : due.advanced(by: Self.patience)) <= now || isTooLong
  }

  /// The instant at which the first of the waiting wants to go.
  private var firstDue: Timestamp? {
    waiting.lazy.map(due).min()
  }

  private func due(_ entry: SendEntry) -> Timestamp {
    guard !entry.isFlushed, entry.failure == nil else { return entry.addedAt }
    switch entry.parcel.pace {
    case .alone, .laterAlone: return entry.addedAt
    case .awaited(let linger): return entry.addedAt.advanced(by: linger)
    case .later where isHurried: return entry.addedAt
    case .later:
      let idle = (lastLaterAt ?? entry.addedAt).advanced(by: options.idleTimeout)
      return min(entry.addedAt.advanced(by: options.interval), idle)
    }
  }

  /// Whether the waiting have more bytes than one request takes.
  private var isTooLong: Bool {
    waiting.reduce(0) { $0 + $1.parcel.size } > SQSLimits.messageBytes
  }
}
