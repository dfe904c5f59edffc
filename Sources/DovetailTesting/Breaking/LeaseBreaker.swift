import DovetailTasks
import DovetailTransport

/// Lets time pass before a body begins while a rule has its lease be lost, as in a process that stalls: else
/// only bodies that run for long would ever see it.
struct LeaseBreaker: Sendable {
  let faults: FaultPlan
  let keeper: TimeKeeper
  private let visibility: Duration
  private let visibilities: [String: Duration]

  init(faults: FaultPlan, keeper: TimeKeeper, configuration: BrokerConfiguration) {
    self.faults = faults
    self.keeper = keeper
    visibility = configuration.visibilityTimeout
    let declared = [configuration.defaultQueue] + configuration.queues
    visibilities = Dictionary(
      declared.compactMap { queue in
        queue.visibilityTimeout.map { (configuration.namePrefix + queue.name, $0) }
      }
    ) { first, _ in first }
  }

  /// Moves the clock until the message can be received again, if its lease is to be lost.
  func breakLease(of context: TaskContext) async throws {
    let isBroken = faults.faults.contains {
      $0.rule.losesLeases && !$0.isSpent
        && ($0.rule.place == nil || $0.rule.place == context.queue.text)
    }
    guard isBroken else { return }
    let visibility = visibilities[context.queue.text] ?? visibility
    // Of its own, and awaited: the loss cancels the run, not the passing of time.
    try await Task(executorPreference: keeper.executor) {
      try await keeper.advance(by: visibility)
    }.value
  }
}
