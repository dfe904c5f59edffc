internal import DovetailTransport
internal import Synchronization

/// A receive that may wait: parked on the lane until a message comes or its time is over.
///
/// `@unchecked Sendable`: all but `isCancelled` is guarded by the mutex of the lane's inbox, as ``LaneCore`` is, which
/// alone calls the methods from its submission on.
final class Poll: LaneOperation, @unchecked Sendable {
  let attempt: String
  let writes = true
  private let receive: Receive
  private let account: Account
  private let answer: @Sendable (Result<[TakenMessage], any Error>) -> Void
  private let cancellation: PollCancellation
  private var outcome: Result<[TakenMessage], any Error>?
  /// Set by the run that found nothing and had time left, or could not see all: where to wait from then
  /// on.
  private var place: Place?

  /// Where a poll is parked: the queue's incarnation, and the end of the wait.
  struct Place {
    var queue: Int64
    var deadline: Timestamp
  }

  init(
    _ attempt: String, _ receive: Receive, by account: Account, _ cancellation: PollCancellation,
    _ answer: @escaping @Sendable (Result<[TakenMessage], any Error>) -> Void
  ) {
    self.attempt = attempt
    self.receive = receive
    self.account = account
    self.cancellation = cancellation
    self.answer = answer
  }

  /// Where to park it, if it has found nothing and still has time.
  var waitingPlace: Place? { outcome == nil ? place : nil }

  /// Whether it waits for the messages of a FIFO queue.
  var isOnFIFOQueue: Bool { receive.queue.isFIFO }

  /// Names the poll to those who cancel it.
  var id: ObjectIdentifier { ObjectIdentifier(cancellation) }

  func run(in transaction: Transaction) throws {
    outcome = nil
    guard !cancellation.isCancelled else { throw CancellationError() }
    transaction.account = account
    guard let queue = try queue(in: transaction) else {
      outcome = .success([])
      return
    }
    let deadline = place?.deadline ?? transaction.now.advanced(by: receive.waitTime(on: queue))
    let messages = try receive.run(on: queue, in: transaction)
    // A visible message may stand behind more than could be cleared away: look again in the next turn.
    let isUnswept = transaction.sweep.unsweptQueues.contains(queue.id)
    if messages.isEmpty, deadline > transaction.now || isUnswept {
      place = Place(queue: queue.id, deadline: deadline)
    } else {
      outcome = .success(messages)
    }
  }

  /// Forgets where it waits and until when: the transaction in which it found nothing was undone, and
  /// with it, it may be, the queue's incarnation; or the time was reset.
  func forgetPlace() {
    place = nil
  }

  /// The queue; nil when the one that the poll began on is gone, whatever has its name now.
  private func queue(in transaction: Transaction) throws -> QueueRecord? {
    guard let place else { return try transaction.queue(receive.queue) }
    let queue = try transaction.queues.find(receive.queue.text, of: account.number)
    return queue?.id == place.queue ? queue : nil
  }

  func fail(_ error: any Error) {
    outcome = .failure(error)
  }

  /// Finds nothing: what it found in a transaction that was undone is not its answer.
  func giveUp() {
    outcome = .success([])
  }

  func finish() {
    answer(outcome ?? .success([]))
  }
}

/// Tells a poll, from any thread, that nobody waits for it any more.
final class PollCancellation: Sendable {
  private let flag = Atomic(false)

  var isCancelled: Bool { flag.load(ordering: .acquiring) }

  func cancel() {
    flag.store(true, ordering: .releasing)
  }
}
