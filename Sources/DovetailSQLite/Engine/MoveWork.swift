/// A step of a move task, as the lane runs it; nobody waits for its answer.
///
/// `@unchecked Sendable`: guarded by the lane's serial queue, which alone makes and runs it.
final class MoveWork: LaneOperation, @unchecked Sendable {
  let attempt = "move messages"
  let writes = true
  private let step: MoveStep
  /// Whether its last run failed, so that it is to be tried again.
  private(set) var hasFailed = false

  init(_ step: MoveStep) {
    self.step = step
  }

  var task: Int64 { step.task }

  func run(in transaction: Transaction) throws {
    hasFailed = false
    try step.run(in: transaction)
  }

  func fail(_ error: any Error) {
    hasFailed = true
  }

  func finish() {}
}
