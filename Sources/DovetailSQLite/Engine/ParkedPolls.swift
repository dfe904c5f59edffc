internal import DequeModule
internal import DovetailTransport

/// The polls that wait, by queue in the order they came, and the instants at which to look again.
struct ParkedPolls {
  private struct Parked {
    var poll: Poll
    var queue: Int64
  }

  /// A queue for which polls wait.
  struct Queue {
    var id: Int64
    var isFIFO: Bool
  }

  private var polls: [ObjectIdentifier: Parked] = [:]
  /// Holds each parked poll, and some that no longer are: they are passed over when met.
  private var lines: [Int64: Deque<ObjectIdentifier>] = [:]
  private var deadlines = Agenda<ObjectIdentifier>()
  private var wakes = Agenda<Int64>()

  /// Whether no poll waits.
  var isEmpty: Bool { polls.isEmpty }

  /// The queues for which polls wait.
  var queues: [Queue] { lines.keys.map { Queue(id: $0, isFIFO: isFIFO($0)) } }

  /// When to look again if nothing else happens.
  var nextInstant: Timestamp? {
    mutating get { [deadlines.next?.instant, wakes.next?.instant].compactMap(\.self).min() }
  }

  /// Parks a poll that has found nothing.
  mutating func park(_ poll: Poll, at place: Poll.Place) {
    let parked = Parked(poll: poll, queue: place.queue)
    guard polls.updateValue(parked, forKey: poll.id) == nil else { return }
    lines[place.queue, default: []].append(poll.id)
    deadlines[poll.id] = place.deadline
  }

  /// Whether the operation is a poll that is parked.
  func contains(_ operation: any LaneOperation) -> Bool {
    guard let poll = operation as? Poll else { return false }
    return polls[poll.id] != nil
  }

  /// Takes a poll out, if it is parked.
  @discardableResult
  mutating func remove(_ id: ObjectIdentifier) -> Poll? {
    guard let parked = polls.removeValue(forKey: id) else { return nil }
    deadlines[id] = nil
    forgetLeading(in: parked.queue)
    return parked.poll
  }

  /// Takes all out.
  mutating func removeAll() -> [Poll] {
    let all = polls.values.map(\.poll)
    self = ParkedPolls()
    return all
  }

  /// The parked polls of a queue, longest waiting first.
  func waiting(for queue: Int64) -> some Sequence<Poll> {
    (lines[queue] ?? []).lazy.compactMap { polls[$0]?.poll }
  }

  /// The poll whose time is over, and the queue in which a message has become visible.
  mutating func due(at now: Timestamp) -> (polls: [Poll], queues: [Int64]) {
    var late: [Poll] = []
    while let next = deadlines.next, next.instant <= now {
      if let poll = remove(next.key) { late.append(poll) } else { deadlines[next.key] = nil }
    }
    var queues: [Int64] = []
    while let next = wakes.next, next.instant <= now {
      wakes[next.key] = nil
      queues.append(next.key)
    }
    return (late, queues)
  }

  /// Says when the queue's next hidden message becomes visible.
  mutating func setWake(_ instant: Timestamp?, for queue: Int64) {
    wakes[queue] = instant
  }

  /// Looks at every queue with a line at `instant`, if not before.
  mutating func wakeAll(at instant: Timestamp) {
    for queue in lines.keys { wakes[queue] = wakes[queue].map { min($0, instant) } ?? instant }
  }

  /// Whether any poll waits for the queue.
  func hasLine(for queue: Int64) -> Bool { lines[queue] != nil }

  /// Whether the queue of a line is a FIFO queue.
  func isFIFO(_ queue: Int64) -> Bool {
    waiting(for: queue).first { _ in true }?.isOnFIFOQueue ?? false
  }

  /// How many wait.
  var count: Int { polls.count }

  /// The length of the queue's line, with those that are parked no more.
  func lineLength(of queue: Int64) -> Int { lines[queue]?.count ?? 0 }

  /// Drops from the head of the line those that are parked no more, and the line when it is empty.
  private mutating func forgetLeading(in queue: Int64) {
    while let first = lines[queue]?.first, polls[first] == nil { lines[queue]?.removeFirst() }
    if let line = lines[queue], line.count > 64, line.count > 2 * polls.count {
      lines[queue] = line.filter { polls[$0] != nil }
    }
    if lines[queue]?.isEmpty == true {
      lines[queue] = nil
      wakes[queue] = nil
    }
  }
}
