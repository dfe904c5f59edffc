internal import DovetailTransport

/// A step of a chore, as the lane runs it; nobody waits for its answer.
///
/// `@unchecked Sendable`: guarded by the mutex of the lane's inbox, as ``LaneCore`` is, which alone makes and runs it.
final class ChoreWork: LaneOperation, @unchecked Sendable {
  let chore: Chore
  let writes = true
  private let owner: Int64
  /// Whether its last run failed, so that it is to be tried again.
  private(set) var hasFailed = false

  /// `owner` names the lane.
  init(_ chore: Chore, owner: Int64) {
    self.chore = chore
    self.owner = owner
  }

  var attempt: String {
    switch chore {
    case .moveTask: "move messages"
    case .reclaim: "reclaim the space of messages"
    case .rewake: "set anew when groups wake"
    }
  }

  func run(in transaction: Transaction) throws {
    hasFailed = false
    switch chore {
    case .moveTask(let task): try MoveStep(task: task, owner: owner).run(in: transaction)
    case .reclaim(let backlog): try Reclaim(backlog: backlog).run(in: transaction)
    case .rewake(let queue): try Rewake(queue: queue).run(in: transaction)
    }
  }

  func fail(_ error: any Error) {
    hasFailed = true
  }

  func finish() {}
}
