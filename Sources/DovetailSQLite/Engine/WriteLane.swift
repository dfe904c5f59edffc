internal import Dispatch
internal import DovetailTransport
internal import Synchronization

/// The one writer of a database: takes all operations that wait, runs them in one transaction, and
/// answers them after its commit.
///
/// While a commit is on its way to the disk, the next operations gather: one fsync serves them all.
/// Whoever puts something into the inbox of a lane at rest has it drained, and nobody else works on the core
/// until it is empty. That is on a queue of Dispatch's, which has a thread only while there is work, so ten
/// thousand stores at rest cost no thread; it is never on the cooperative pool. A call that is alone, and is
/// made on a thread that may wait, is done there: ``SQLiteConfiguration/callsUnderWay``.
final class WriteLane: Sendable {
  private struct Inbox {
    var operations: [any LaneOperation] = []
    var cancellations: [ObjectIdentifier] = []
    /// What is to be done with the core when all that came before is answered, and the clock is armed for
    /// what is to come.
    var errands: [@Sendable (LaneCore) -> Void] = []
    var isDue = false
    var isDraining = false
    var isClosed = false

    var isEmpty: Bool {
      operations.isEmpty && cancellations.isEmpty && errands.isEmpty && !isDue
    }

    /// Takes everything out; says that draining is over when there is nothing.
    mutating func take() -> Inbox? {
      guard !isEmpty else {
        isDraining = false
        return nil
      }
      let taken = self
      operations = []
      cancellations = []
      errands = []
      isDue = false
      return taken
    }
  }

  private let inbox = Mutex(Inbox())
  private let queue: DispatchQueue
  private let guestRule: GuestRule?
  let core: LaneCore

  init(_ opener: DatabaseOpener, clock: any WallClock) {
    guestRule = opener.configuration.callsUnderWay.map(GuestRule.init)
    queue = LaneQueues.make("dovetail.write-lane", for: opener.location)
    core = LaneCore(opener, clock: clock)
  }

  /// Closes the database on the lane's queue: whoever lets go of the lane last may be on the cooperative
  /// pool.
  ///
  /// No call waits any more: each holds the lane.
  deinit {
    queue.async { [core] in core.close() }
  }

  /// Opens the database; throws what is wrong with it.
  func open(_ attempt: String) async throws {
    try await onCore { [weak self] core in
      do {
        try core.open()
        if core.hasChores { self?.tick() }
      } catch {
        throw EngineError.translate(error, attempt)
      }
    }
  }

  /// How far the lane's time is before its clock's.
  func clockLead(_ attempt: String) async throws -> Duration {
    try await onCore { core in
      do { return try core.clockLead() } catch { throw EngineError.translate(error, attempt) }
    }
  }

  /// Lets the lane's time go on with its clock's; returns by how much it stepped back.
  func resetClock(_ attempt: String) async throws -> Duration {
    let lead = try await onCore { core in
      do { return try core.resetClock() } catch { throw EngineError.translate(error, attempt) }
    }
    tick()  // Arms the clock for the new time.
    return lead
  }

  /// Copies a database in memory between two transactions.
  func write(_ snapshot: Snapshot, _ attempt: String) async throws {
    try await onCore { core in
      do { try core.write(snapshot) } catch { throw EngineError.translate(error, attempt) }
    }
  }

  /// Refuses new operations, answers those that wait, and closes the database.
  func close() async {
    inbox.withLock { $0.isClosed = true }
    try? await onCore { $0.close() }  // Closing throws nothing.
  }

  /// Answers parked polls with no messages, and parks none any more.
  func endWaits() async {
    try? await onCore { $0.endWaits() }  // It throws nothing.
  }

  /// Returns when all has been answered that was asked before.
  func waitUntilAnswered() async {
    try? await onCore { _ in }  // It throws nothing.
  }

  /// Runs `body` in a transaction and returns its answer once that is committed.
  ///
  /// `body` may run more than once. Throws ``TransportError``; a call that has begun is not cancelled.
  nonisolated(nonsending) func perform<Outcome: Sendable>(
    _ attempt: String, writes: Bool = true,
    _ body: @escaping @Sendable (Transaction) throws -> Outcome
  ) async throws -> Outcome {
    try Task.checkCancellation()
    return try await withCheckedThrowingContinuation { continuation in
      submit(Work(attempt, writes: writes, continuation, body))
    }
  }

  /// Runs a receive, and parks it until its wait is over if it finds nothing.
  nonisolated(nonsending) func poll(
    _ receive: Receive, by account: Account
  ) async throws -> [TakenMessage] {
    let cancellation = PollCancellation()
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        submit(
          Poll("receive from \(receive.queue)", receive, by: account, cancellation) {
            continuation.resume(with: $0)
          })
      }
    } onCancel: {
      cancellation.cancel()
      post { $0.cancellations.append(ObjectIdentifier(cancellation)) }
    }
  }

  private func submit(_ operation: some LaneOperation) {
    let isAccepted = post(asGuest: true) { inbox in
      guard !inbox.isClosed else { return false }
      inbox.operations.append(operation)
      return true
    }
    guard !isAccepted else { return }
    operation.fail(EngineError.closed(operation.attempt))
    operation.finish()
  }

  /// Changes the inbox, and starts to drain it unless that is going on; `asGuest`: on this thread if it may.
  @discardableResult
  private func post<Answer>(
    asGuest: Bool = false, _ change: (inout Inbox) -> Answer
  ) -> Answer {
    let (answer, starts) = inbox.withLock { inbox in
      let answer = change(&inbox)
      let starts = !inbox.isDraining && !inbox.isEmpty
      if starts { inbox.isDraining = true }
      return (answer, starts)
    }
    guard starts else { return answer }
    if asGuest, let guestRule, guestRule.admits {
      drainAsGuest()
    } else {
      queue.async { self.drain() }
    }
    return answer
  }

  private func drain() {
    while let taken = inbox.withLock({ $0.take() }) { settle(taken) }
  }

  /// Settles what is there, once: what comes meanwhile is another's.
  private func drainAsGuest() {
    if let taken = inbox.withLock({ $0.take() }) { settle(taken) }
    let isOver = inbox.withLock { inbox in
      if inbox.isEmpty { inbox.isDraining = false }
      return inbox.isEmpty
    }
    if !isOver { queue.async { self.drain() } }
  }

  private func settle(_ taken: Inbox) {
    let start = guestRule == nil ? nil : DispatchTime.now()
    defer { if let start { guestRule?.note(since: start, parked: core.polls.count) } }
    core.stopListening()
    for cancellation in taken.cancellations { core.cancel(cancellation) }
    if taken.isDue { core.settleDue() }
    core.settle(taken.operations)
    // Who closes the database does not wait for what it would do by itself.
    if !taken.isClosed {
      core.lookAround()
      core.listen(on: queue) { [weak self] in self?.tick() }
      core.arm { [weak self] in self?.tick() }
    }
    for errand in taken.errands { errand(core) }
  }

  private func tick() {
    post { $0.isDue = true }
  }

  private func onCore<Answer: Sendable>(
    _ body: @escaping @Sendable (LaneCore) throws -> Answer
  ) async throws -> Answer {
    try await withCheckedThrowingContinuation { continuation in
      post { inbox in
        inbox.errands.append { core in continuation.resume(with: Result { try body(core) }) }
      }
    }
  }
}
