import DovetailTransport
import Synchronization

// When all waits: who waits, and for what.
extension TimeKeeper {
  /// Begins to look around if nothing goes on and anybody waits.
  func lookAround() {
    guard executor.idleMark != nil else { return }  // Whoever ends last comes here.
    let awaitsSends = hasAwaitedSends
    let begins = fields.withLock { fields in
      guard awaitsSends || fields.hasWaiters else { return false }
      fields.isToLookAgain = true
      defer { fields.isLooking = true }
      return !fields.isLooking
    }
    guard begins else { return }
    Task { await look() }  // Ends when there is nothing more to decide.
  }

  /// Looks and acts until nothing has happened meanwhile.
  private func look() async {
    while takesAnotherLook() {
      guard await isQuiet() else { continue }
      switch decide() {
      case .resume(let waiters): for waiter in waiters { waiter.wake(.success(())) }
      case .move(let instant):
        clock.advance(to: instant)
        // It may have woken nobody.
        fields.withLock { $0.isToLookAgain = true }
      case .fail(let failures): for fail in failures { await fail() }
      case .havePatience: bePatient()
      case .leave: break
      }
    }
  }

  private func takesAnotherLook() -> Bool {
    fields.withLock { fields in
      defer { fields.isToLookAgain = false }
      fields.isLooking = fields.isToLookAgain
      return fields.isToLookAgain
    }
  }

  /// Whether all that is counted has ended or waits, and the store has nothing left to answer.
  private func isQuiet() async -> Bool {
    guard let mark = executor.idleMark else { return false }
    let settle = fields.withLock { $0.settle }
    await settle()
    // What the test has begun on the process's pool is not counted: it gets its turns.
    for _ in 0..<Self.turns { await Task.yield() }
    return executor.idleMark == mark
  }

  private static let turns = 3

  var hasAwaitedSends: Bool {
    guard clock.nextCall != nil else { return false }
    let hasAwaitedSends = fields.withLock { $0.hasAwaitedSends }
    return hasAwaitedSends()
  }
}

extension TimeKeeper {
  enum Decision {
    /// They move time themselves, or look.
    case resume([Sleeper])
    /// Somebody is helped by the next call of the clock, and by nothing else.
    case move(Timestamp)
    /// They wait in vain.
    case fail([@Sendable () async -> Void])
    /// Something may come that is not counted, but not for ever.
    case havePatience
    /// Nobody waits whom the keeper could help.
    case leave
  }

  /// The most that time moves for one thing that the test waits for.
  static let longestDrive = Duration.seconds(86_400)

  private func decide() -> Decision {
    let next = clock.nextCall
    let awaitsSends = hasAwaitedSends
    return fields.withLock { fields in
      if !fields.quietWaiters.isEmpty {
        defer { fields.quietWaiters = [] }
        return .resume(fields.quietWaiters)
      }
      if !fields.drives.isEmpty {
        // A body that neither ends nor sleeps waits for something real: time would overtake it.
        let isHeld = fields.bodies.values.contains { $0.sleeps == 0 }
        guard let next, !isHeld || awaitsSends else { return .havePatience }
        let late = fields.drives.values.filter {
          $0.startedAt.advanced(by: Self.longestDrive) < next
        }
        return late.isEmpty ? .move(next) : .fail(late.map { drive in { drive.failLate() } })
      }
      if let next, awaitsSends || fields.sleeps.values.contains(where: \.isOwnTime) {
        return .move(next)
      }
      let stranded = fields.sleeps.values.filter(\.isOwnResult)
      if !stranded.isEmpty { return .fail(stranded.map { sleep in { await self.fail(sleep) } }) }
      return fields.sleeps.values.contains(where: \.isTests) ? .havePatience : .leave
    }
  }
}

extension TimeKeeper.Fields {
  /// Whether anybody waits for the keeper, or may wait in vain.
  var hasWaiters: Bool {
    !quietWaiters.isEmpty || !drives.isEmpty || sleeps.values.contains(where: \.isTests)
  }
}

extension TimeKeeper.Sleep {
  var isOwnTime: Bool { isOwn && purpose == .time }

  var isOwnResult: Bool { isOwn && resultID != nil }

  /// The task whose result it waits for.
  var resultID: String? {
    if case .result(let id) = purpose { id } else { nil }
  }

  /// Whether the test or what it calls waits, and not a worker or the body of a task.
  var isTests: Bool { bodies.isEmpty && purpose != .work }
}
