internal import CSQLite
internal import DovetailTransport

/// What the write lane owns and only who drains its inbox touches: the connection and the parked polls.
///
/// `@unchecked Sendable`: guarded by the mutex of the lane's inbox, under which one thread at a time takes over
/// to drain it.
final class LaneCore: @unchecked Sendable {
  let opener: DatabaseOpener
  var clock: LaneClock
  /// Nil before the first use, and after an error that leaves its state in doubt.
  var connection: Connection?
  private var isClosed = false
  /// Whether polls that find nothing wait for more.
  private var parksPolls = true
  private var timer: (instant: Timestamp, call: ScheduledCall)?
  private let inFlight: InFlightBudget
  let knowledge = LaneKnowledge()
  var polls = ParkedPolls()
  var chores = ChoreAgenda()
  var changes = ChangeWatch()

  init(_ opener: DatabaseOpener, clock: any WallClock) {
    self.opener = opener
    inFlight = InFlightBudget(limit: opener.configuration.inFlightMessages)
    self.clock = LaneClock(clock, warn: opener.configuration.warn)
  }

  /// Opens the database now, so that who opens it hears of what is wrong with it.
  func open() throws {
    guard !isClosed else { throw EngineError.closed("") }
    guard connection == nil else { return }
    let opened = try opener.open()
    if opener.isPersistent { try clock.adopt(opened) }
    let now = clock.now()
    knowledge.forget()
    changes = ChangeWatch()
    if opener.isPersistent { _ = try changes.hasChanged(opened, at: now) }
    connection = opened
    try takeUpChores(at: now)
  }

  /// Takes the next steps of all chores at `now`.
  func takeUpChores(at now: Timestamp) throws {
    guard let connection else { return }
    let look = Transaction(
      connection, now: now, knowledge: LaneKnowledge(), inFlight: inFlight, lookAhead: nil)
    for chore in try look.chores() { chores.setWake(now, for: chore) }
  }

  /// Whether chores wait for their next steps.
  var hasChores: Bool { !chores.isEmpty }

  /// Answers the parked polls with `closed`, and closes the database for good: what had been
  /// accepted, but comes only now, must not open it again.
  func close() {
    isClosed = true
    disarm()
    for poll in polls.removeAll() {
      poll.fail(EngineError.closed(poll.attempt))
      poll.finish()
    }
    chores.release(in: connection)
    if let connection { opener.letGo(of: connection) }
    connection = nil
    changes = ChangeWatch()
  }

  /// Answers the parked polls with no messages, and lets none wait from now on.
  func endWaits() {
    parksPolls = false
    for poll in polls.removeAll() {
      poll.giveUp()
      poll.finish()
    }
  }

  /// Ends a poll that nobody waits for any more.
  func cancel(_ id: ObjectIdentifier) {
    guard let poll = polls.remove(id) else { return }
    poll.fail(CancellationError())
    poll.finish()
  }

  /// Runs operations, as many as may be in one transaction, and answers each of them.
  func settle(_ operations: [any LaneOperation]) {
    for group in operations.chunks(ofAtMost: Self.largestGroup) { settle(group, stirring: []) }
  }

  /// Bounds how long the first operation of a group waits for the last.
  private static let largestGroup = 1024

  /// Looks again for polls whose time is over or whose queue has a newly visible message.
  func settleDue() {
    disarm()
    guard !isClosed else { return }
    let (late, queues) = polls.due(at: clock.now())
    settle(late)
    if !queues.isEmpty { settle([], stirring: queues) }
    settleChores(at: clock.now())
  }

  /// Takes the steps of chores that are due; one that fails is tried again a second later.
  private func settleChores(at now: Timestamp) {
    let steps = chores.takeDue(at: now)
    guard !steps.isEmpty else { return }
    settle(steps)
    for step in steps where step.hasFailed {
      chores.setWake(now.advanced(by: .seconds(1)), for: step.chore)
    }
  }

  /// Sees to it that the clock calls when a poll is to be looked at again.
  func arm(_ tick: @escaping @Sendable () -> Void) {
    let instants = [polls.nextInstant, chores.nextInstant, changes.nextLook]
    guard let next = instants.compactMap(\.self).min() else { return }
    if let timer, timer.instant <= next { return }
    timer?.call.cancel()
    timer = (next, clock.schedule(at: next, tick))
  }

  /// Lets the clock not call any more, until it is armed again.
  func disarm() {
    timer?.call.cancel()
    timer = nil
  }

  /// Settles operations; unless it serves, the parked polls look a second later.
  private func settle(
    _ operations: [any LaneOperation], stirring queues: [Int64], serving: Bool = true
  ) {
    do {
      do {
        try commit(operations, stirring: queues, serving: serving, isolating: false)
      } catch Undone.dirty {
        try commit(operations, stirring: queues, serving: serving, isolating: true)
      }
    } catch Undone.outOfSpace where operations.count > 1 {
      for operation in operations { settle([operation], stirring: queues) }
    } catch Undone.outOfSpace where serving && !operations.isEmpty && !polls.isEmpty {
      // What had no room may be what a parked poll was to take: it does not take a delete with it.
      settle(operations, stirring: queues, serving: false)
    } catch {
      let later = clock.now().advanced(by: .seconds(1))
      for queue in queues where polls.hasLine(for: queue) { polls.setWake(later, for: queue) }
      if case Undone.inDoubt = error {
        abandonTransaction()  // Before the answers: who has one finds the file unlocked.
        polls.wakeAll(at: later)
      }
      for operation in operations { operation.fail(Undone.reason(error, operation.attempt)) }
      answer(operations)
    }
  }

  /// Leaves a transaction whose end is in doubt.
  ///
  /// A file is closed, to be opened anew before the next write; a database in memory would be lost
  /// with its connection, so it is only rolled back.
  private func abandonTransaction() {
    if opener.isPersistent {
      connection = nil
    } else if let connection, !connection.isAutocommit {
      try? connection.run("ROLLBACK")  // If it fails, the next BEGIN fails, and says so.
    }
  }

  /// Runs everything in one transaction and answers it after the commit; when this throws, nothing
  /// has been answered, and what was parked is not.
  private func commit(
    _ operations: [any LaneOperation], stirring queues: [Int64], serving: Bool, isolating: Bool
  ) throws {
    let writes = !queues.isEmpty || operations.contains { $0.writes }
    let transaction = try begin(writes: writes)
    let changesBefore = transaction.connection.totalChanges
    for queue in queues { transaction.stir(queue) }
    var parked: [Poll] = []
    do {
      for operation in operations {
        try transaction.run(operation, isolating: isolating)
        if parksPolls, let poll = operation as? Poll, let place = poll.waitingPlace {
          polls.park(poll, at: place)
          parked.append(poll)
        }
      }
      let served = serving ? try polls.serve(in: transaction, isolating: isolating) : []
      let wakes = try polls.nextWakes(in: transaction, parked)
      try transaction.writeTotals()
      try saveTime(transaction, changesBefore)
      try transaction.end()
      if writes { knowledge.confirm(in: transaction.connection) }
      inFlight.commit(dropping: transaction.droppedBacklogs)
      for (queue, instant) in wakes { polls.setWake(instant, for: queue) }
      if !serving { polls.wakeAll(at: transaction.now.advanced(by: .seconds(1))) }
      for (chore, instant) in transaction.choreWakes { chores.setWake(instant, for: chore) }
      for poll in served { polls.remove(poll.id) }
      let newcomers = Set(parked.map(\.id))
      answer(
        operations.filter { !polls.contains($0) }
          + served.filter { !newcomers.contains($0.id) })
    } catch {
      inFlight.forget()
      knowledge.forget()
      for poll in parked {
        polls.remove(poll.id)
        poll.forgetPlace()
      }
      throw error
    }
  }

  /// Answers operations whose transaction is committed.
  ///
  /// On the lane's own thread: one of the pool's would be quicker, but where task bodies fill the pool,
  /// the renewal of their leases must be answered all the same.
  private func answer(_ operations: [any LaneOperation]) {
    for operation in operations { operation.finish() }
  }

  private func begin(writes: Bool) throws -> Transaction {
    do {
      try open()
      guard let connection else { throw SQLiteError(code: SQLITE_MISUSE, message: "not open") }
      try connection.run(writes ? "BEGIN IMMEDIATE" : "BEGIN")
      let knowledge = try knowledge(in: connection, writes: writes)
      return Transaction(
        connection, now: clock.now(), knowledge: knowledge, inFlight: inFlight,
        lookAhead: opener.configuration.lookAhead)
    } catch {
      throw Undone.notBegun(error)
    }
  }

  /// What is known in the transaction that has just begun; when others have written, their time holds too.
  private func knowledge(in connection: Connection, writes: Bool) throws -> LaneKnowledge {
    guard writes else {
      // What is in a file, a transaction that only reads sees from its first statement on.
      return opener.isPersistent ? LaneKnowledge() : knowledge
    }
    let holds = knowledge.holds(in: connection)
    changes.noteTransaction(othersWrote: !holds)
    if !holds { try follow(connection) }
    return knowledge
  }

  /// Takes over the time of others; a transaction in which that fails is not begun.
  private func follow(_ connection: Connection) throws {
    do {
      try clock.follow(connection)
    } catch {
      try? connection.run("ROLLBACK")  // If it fails, the next BEGIN fails, and says so.
      throw error
    }
  }

  /// Keeps the time in the file, with what is written anyway; when there is no room for it, later.
  private func saveTime(_ transaction: Transaction, _ changesBefore: Int64) throws {
    guard transaction.connection.totalChanges != changesBefore else { return }
    do {
      try clock.save(transaction.connection)
    } catch {
      guard error.isOutOfSpace else { throw Undone.inDoubt(error) }
      if transaction.connection.isAutocommit { throw Undone.outOfSpace(error) }
    }
  }
}

extension Array {
  /// The elements in order, in arrays of up to `size`.
  fileprivate func chunks(ofAtMost size: Int) -> [[Element]] {
    guard count > size else { return isEmpty ? [] : [self] }
    return stride(from: 0, to: count, by: size).map {
      Array(self[$0..<Swift.min($0 + size, count)])
    }
  }
}
