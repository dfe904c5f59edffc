import DovetailTransport

/// What is to become of a message after it was looked at or run.
enum Verdict: Sendable {
  /// The body returned: store the result, delete the message.
  case succeeded(TaskResult)
  /// An earlier delivery succeeded: delete the message.
  case duplicate
  /// A run failed and another follows.
  case retry(after: Duration, TaskFailure)
  /// It cannot be run now, and no run is counted.
  case postpone(by: Duration, reason: String)
  /// It failed for good.
  case deadLetter(DeadLetter)
  /// The worker stops: give the message back.
  case release
  /// The message may be another worker's by now.
  case lost
}

/// Why a message goes to the dead-letter queue.
struct DeadLetter: Sendable {
  var reason: String
  var attempts: Int
  /// What waiters are told; nil when it is stored, or the task's id is unknown.
  var result: TaskResult?
}

/// A message under way, and what has been read of it.
struct Delivery: Sendable {
  let message: ReceivedMessage
  let profile: QueueProfile
  let lease: Lease
  /// The task; nil when the body could not be read.
  var task: TaskMessage?
  /// What the task carries for those that it sends.
  var carried: [String: LabelValue] = [:]
  /// Which run this is, from 1; 0 before it is known.
  var attempt = 0
}
