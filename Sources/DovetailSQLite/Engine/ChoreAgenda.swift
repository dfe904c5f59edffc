internal import DovetailTransport

/// When a lane is to take the next steps of the chores that it knows of.
struct ChoreAgenda {
  /// Names the lane to others that share its file.
  private let owner = Int64.random(in: 1 ... .max)
  private var steps = Agenda<Chore>()

  /// Whether chores wait for their next steps.
  var isEmpty: Bool { steps.isEmpty }

  /// When to take the next step.
  var nextInstant: Timestamp? {
    mutating get { steps.next?.instant }
  }

  /// Whether it knows when the next step of a chore is due.
  func contains(_ chore: Chore) -> Bool { steps[chore] != nil }

  /// Says when the next step of a chore is due.
  mutating func setWake(_ instant: Timestamp, for chore: Chore) {
    steps[chore] = instant
  }

  /// Takes out the steps that are due.
  mutating func takeDue(at now: Timestamp) -> [ChoreWork] {
    var due: [ChoreWork] = []
    while let next = steps.next, next.instant <= now {
      steps[next.key] = nil
      due.append(ChoreWork(next.key, owner: owner))
    }
    return due
  }

  /// Forgets all chores, and lets other lanes go on with those that it owns.
  mutating func release(in connection: Connection?) {
    if let connection, !isEmpty {
      // If it fails, the leases end by themselves.
      try? MoveTaskTable(connection: connection).release(owner)
    }
    steps = Agenda()
  }
}
