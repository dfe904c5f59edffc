internal import DovetailTransport

/// A look at what others have committed: which queues with parked polls have something for them, and
/// which chores are to be done.
///
/// Nobody waits for its answer. It only reads, so it holds up nobody who writes: what it finds is for a
/// transaction of its own.
///
/// `@unchecked Sendable`: guarded by the mutex of the lane's inbox, as ``LaneCore`` is, which alone makes and runs it.
final class Look: LaneOperation, @unchecked Sendable {
  let attempt = "look for changes"
  let writes = false
  private let queues: [ParkedPolls.Queue]
  /// When the polls of each queue are to look again, which may be now; nil: not until it changes.
  private(set) var wakes: [(queue: Int64, instant: Timestamp?)] = []
  private(set) var chores: [Chore] = []
  private(set) var hasFailed = false

  init(for queues: [ParkedPolls.Queue]) {
    self.queues = queues
  }

  func run(in transaction: Transaction) throws {
    hasFailed = false
    chores = try transaction.chores()
    wakes = try queues.map { queue in
      guard try transaction.queues.backlog(of: queue.id) != nil else {
        return (queue.id, transaction.now)
      }
      let start = Timestamp(milliseconds: .min)
      return (queue.id, try transaction.nextWake(of: queue, after: start))
    }
  }

  func fail(_ error: any Error) {
    hasFailed = true
  }

  func finish() {}
}
