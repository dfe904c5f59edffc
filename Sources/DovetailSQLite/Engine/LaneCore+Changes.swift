internal import Dispatch
internal import DovetailTransport

// What others do to the lane's file.
extension LaneCore {
  /// Looks at what others have committed to the file, if they have: for parked polls, and for chores
  /// that another began, to go on with should that one die.
  func lookAround() {
    guard opener.isPersistent, changes.hasReasonToLook, let connection else { return }
    let start = clock.now()
    guard (try? changes.hasChanged(connection, at: start)) ?? true else { return }
    let look = Look(for: polls.queues)
    settle([look])
    guard !look.hasFailed else { return changes.forget() }
    let now = clock.now()
    changes.rest(from: start.duration(to: now), at: now)
    for (queue, instant) in look.wakes { polls.setWake(instant, for: queue) }
    for chore in look.chores where !chores.contains(chore) { chores.setWake(now, for: chore) }
    settleDue()
  }

  /// Listens no more for what others write: what the lane itself writes is not to be heard.
  func stopListening() {
    changes.stopListening()
  }

  /// While polls are parked, sees to it that the lane hears what others write.
  ///
  /// Not under a manual clock, whose files only one process uses: what happens then is for the test
  /// to say.
  func listen(on queue: DispatchQueue, _ written: @escaping @Sendable () -> Void) {
    guard opener.isPersistent, clock.kind == .system, !polls.isEmpty, let connection else { return }
    changes.listen(connection, at: clock.now()) {
      opener.configuration.hearsFiles ? FileWatch(on: queue, written) : nil
    }
  }
}
