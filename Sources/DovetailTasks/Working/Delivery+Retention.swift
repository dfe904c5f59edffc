import DovetailTransport

extension Delivery {
  /// Whether the queue still has the message after a pause and one more visibility: SQS drops it silently
  /// at the end of its retention, even in flight.
  func outlives(_ pause: Duration, at now: Timestamp) -> Bool {
    let end = message.sentAt.advanced(by: profile.retention)
    return now.advanced(by: pause + profile.visibilityTimeout) < end
  }

  /// Puts off what cannot be run now; if its queue would have dropped it by then, it is a dead letter.
  ///
  /// `tellsWaiters`: whether that end is stored as the task's result; not when what is out of order is a
  /// store, which a dead letter must not wait for.
  func putOff(
    for pause: Duration, because reason: String, at now: Timestamp, tellsWaiters: Bool = true
  ) -> Verdict {
    guard !outlives(pause, at: now) else { return .postpone(by: pause, reason: reason) }
    return .neverRun(
      because: "\(reason) The queue keeps its message no longer.", self, tellsWaiters: tellsWaiters)
  }
}

extension Verdict {
  /// The end of a task that no worker could run.
  static func neverRun(
    because reason: String, _ delivery: Delivery, type: String = "TaskNotRun",
    tellsWaiters: Bool = true
  ) -> Verdict {
    let failure = TaskFailure(type: type, messages: [reason])
    let result = TaskResult.failure(
      failure, executionTime: .zero, labels: delivery.task?.labels ?? [:])
    return .deadLetter(
      DeadLetter(
        reason: reason, attempts: delivery.message.receiveCount,
        result: tellsWaiters ? result : nil))
  }
}
