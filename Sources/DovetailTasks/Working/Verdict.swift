import DovetailTransport

/// What is to become of a message after it was looked at or run.
enum Verdict: Sendable {
  /// The body returned: store the result, delete the message.
  case succeeded(TaskResult)
  /// An earlier delivery succeeded: delete the message.
  case duplicate(Evidence)
  /// A run failed and another follows.
  case retry(after: Duration, TaskFailure)
  /// It cannot be run now, and no run is counted.
  case postpone(by: Duration, reason: String)
  /// It failed for good.
  case deadLetter(DeadLetter)
  /// It is not due yet: send it on, hidden, and delete it.
  case hop(until: Timestamp)
  /// The worker stops: give the message back.
  case release
  /// The message may be another worker's by now.
  case lost
  /// The body has not returned, and the worker waits no longer: its hold runs out by itself.
  case stuck

  /// What tells that an earlier delivery succeeded.
  enum Evidence {
    /// Its result is stored.
    case result
    /// Its body is gone from where it was kept.
    case payloadGone
  }
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
  let lease: Lease
  let profile: QueueProfile
  /// The task; nil when the body could not be read.
  var task: TaskMessage?
  /// Whether its end is stored as a result.
  var keepsResult = true
  /// What the task carries for those that it sends.
  var carried: [String: LabelValue] = [:]
  /// Where the body is kept, when it is not in the message.
  var payload: BlobKey?
  /// The task that the payload's name tells.
  var payloadTask: TaskID?
  /// Where the body reports how far it has come; nil when nobody can be told.
  var progress: ProgressReporter?
  /// Which run this is, from 1; 0 before it is known.
  var attempt = 0

  init(lease: Lease, profile: QueueProfile) {
    self.lease = lease
    self.profile = profile
  }

  var message: ReceivedMessage { lease.message }

  /// The task's id, as far as it is known.
  var id: TaskID? { task?.id ?? payloadTask }
}
