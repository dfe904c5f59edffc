import DovetailTransport

/// How a run of a task ended.
struct RunEnd: Sendable {
  /// The body's value as JSON, or its error.
  let outcome: Result<[UInt8], any Error>
  let executionTime: Duration
  /// The time that it was cancelled for having taken; nil: it was not.
  let expiredAfter: Duration?
  /// What the body noted.
  let log: String?
}

/// Says what is to become of a message whose task was run.
///
/// Changes nothing itself.
struct RunJudge: Sendable {
  let random: RandomSource
  let clock: any WallClock
  let signals: WorkerSignals

  /// What the end of a run means for its message.
  func verdict(on end: RunEnd, of prepared: PreparedTask, _ delivery: Delivery) -> Verdict {
    let labels = prepared.task.labels
    let error: any Error
    switch end.outcome {
    case .success(let value):
      return .succeeded(
        .success(value, executionTime: end.executionTime, labels: labels, log: end.log))
    case .failure(let thrown): error = thrown
    }
    if delivery.lease.isLost { return .lost }
    // Whatever a library makes of a cancellation: at the end of the worker it is no failure of the task's.
    if signals.bodies.isEnding, end.expiredAfter == nil, !error.isFinal { return .release }
    let failure = end.expiredAfter.map(TaskFailure.timeout) ?? TaskFailure(error)
    let pause = pause(after: error, of: prepared, delivery)
    if let pause, delivery.outlives(pause, at: clock.now) {
      return .retry(after: pause, failure)
    }
    return .deadLetter(
      DeadLetter(
        reason: failure.description, attempts: delivery.attempt,
        result: .failure(
          failure, executionTime: end.executionTime, labels: labels, log: end.log)))
  }

  /// How long to wait before the next run; nil: there is none.
  private func pause(
    after error: any Error, of prepared: PreparedTask, _ delivery: Delivery
  ) -> Duration? {
    guard !error.isFinal else { return nil }
    let pause = prepared.policy.delay(afterAttempt: delivery.attempt, error, using: random)
    return pause.map { (error as? RetryLater)?.delay ?? $0 }
  }
}

extension Error {
  /// Whether another run would fail the same way.
  fileprivate var isFinal: Bool { self is HandlerFault || self is any NonRetryableError }
}

extension TaskFailure {
  /// What is kept of an error that a body threw.
  fileprivate init(_ error: any Error) {
    switch error {
    case let failure as TaskFailure: self = failure
    case HandlerFault.arguments(let cause), HandlerFault.result(let cause):
      self.init(type: "\(Swift.type(of: cause))", messages: ["\(cause)"])
    case HandlerFault.skipped:
      self.init(
        type: "SkippedRun", messages: ["A middleware returned without letting the body run."])
    case let later as RetryLater where later.cause != nil:
      self.init(later.cause ?? later)
    default: self.init(type: "\(Swift.type(of: error))", messages: ["\(error)"])
    }
  }

  /// A run took longer than its time-out.
  fileprivate static func timeout(_ timeout: Duration) -> TaskFailure {
    TaskFailure(
      type: "TimeoutError", messages: ["The run took longer than \(timeout.inSeconds) s."])
  }
}
