import DovetailTransport

/// What a worker notes of a body that runs.
struct RunVitals: Sendable {
  let id: TaskID
  let name: String
  let queue: QueueName
  let attempt: Int
  /// Nil when it has ended: it may hold a large message.
  var lease: Lease?
  let startedAt: Timestamp
  var cancelledAt: Timestamp?
  /// How many messages it is of; the rest is told of the first.
  var messages = 1
  /// Whether it goes on although it was cancelled a while ago.
  var isStuck = false
  /// The clock's call to look whether it is.
  var stuckCall: ScheduledCall?

  init(_ delivery: Delivery, _ task: TaskMessage, at clock: any WallClock) {
    id = task.id
    name = task.name
    queue = delivery.profile.queue
    attempt = delivery.attempt
    lease = delivery.lease
    startedAt = clock.now
  }

  /// What is shown of it.
  func task(leaseEndsAt: Timestamp?) -> RunningTask {
    RunningTask(
      id: id.rawValue.prefix(bytes: Self.longestName), name: name.prefix(bytes: Self.longestName),
      queue: queue.text, attempt: attempt, startedAt: startedAt, leaseEndsAt: leaseEndsAt,
      cancelledAt: cancelledAt, messages: messages == 1 ? nil : messages)
  }

  private static let longestName = 256
}
