internal import DovetailTransport

/// When a lane is to take the next steps of the move tasks that it knows of.
struct MoveAgenda {
  /// Names the lane to others that share its file.
  let owner = Int64.random(in: 1 ... .max)
  private var steps = Agenda<Int64>()

  /// Whether move tasks wait for their next steps.
  var isEmpty: Bool { steps.isEmpty }

  /// When to take the next step.
  var nextInstant: Timestamp? {
    mutating get { steps.next?.instant }
  }

  /// Whether it knows when the next step of a task is due.
  func contains(_ task: Int64) -> Bool { steps[task] != nil }

  /// Says when the next step of a task is due.
  mutating func setWake(_ instant: Timestamp, for task: Int64) {
    steps[task] = instant
  }

  /// Takes out the steps that are due.
  mutating func takeDue(at now: Timestamp) -> [MoveWork] {
    var due: [MoveWork] = []
    while let next = steps.next, next.instant <= now {
      steps[next.key] = nil
      due.append(MoveWork(MoveStep(task: next.key, owner: owner)))
    }
    return due
  }

  /// Forgets all tasks, and lets other lanes go on with those that it owns.
  mutating func release(in connection: Connection?) {
    if let connection, !isEmpty {
      // If it fails, the leases end by themselves.
      try? MoveTaskTable(connection: connection).release(owner)
    }
    steps = Agenda()
  }
}
