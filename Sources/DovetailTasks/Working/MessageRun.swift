import DovetailTransport
import Logging
import Synchronization

/// Reads a message, runs its task's body, and says what is to become of it.
///
/// Changes nothing itself.
struct MessageRun: Sendable {
  let handlers: [String: TaskHandler]
  let configuration: BrokerConfiguration
  let results: NotifyingResults?
  let payloads: PayloadReader
  let clock: any WallClock
  /// Cancels the bodies that still run when the worker's time to end is over.
  let end: StopSignal

  func verdict(on delivery: inout Delivery) async -> Verdict {
    if let verdict = verdictBeforeTime(on: delivery) { return verdict }
    let message: ReceivedMessage
    switch await payloads.read(&delivery) {
    case .whole(let whole): message = whole
    case .verdict(let verdict): return verdict
    }
    guard !delivery.lease.isLost else { return .lost }
    var task: TaskMessage
    do {
      task = try configuration.format.decode(message)
    } catch {
      return .deadLetter(
        DeadLetter(
          reason: "The body cannot be read: \(error)", attempts: delivery.message.receiveCount))
    }
    delivery.carried = task.takeCarried()
    delivery.task = task
    guard let handler = handlers[task.name] else { return unknown(task, delivery) }
    let policy = policy(for: handler, task)
    do {
      if let settled = try await earlierEnd(of: task, &delivery) { return settled }
    } catch {
      return .postpone(
        by: delivery.message.pauseWithoutRun(configuration.random),
        reason: "The result store does not answer: \(error)")
    }
    return await run(task, handler, policy, delivery)
  }

  /// What to do with a message whose time has not come; nil when it has.
  private func verdictBeforeTime(on delivery: Delivery) -> Verdict? {
    let now = clock.now
    guard let due = DelayHops.due(of: delivery.message), now < due else { return nil }
    guard delivery.profile.queue.isFIFO else { return .hop(until: due) }
    let pause = DelayHops.hop(until: due, from: now, retention: delivery.profile.retention)
    return .postpone(by: pause, reason: "It is due at \(due), and a FIFO queue cannot delay it.")
  }

  /// Another worker's version may know the name, so it is tried again for a while.
  private func unknown(_ task: TaskMessage, _ delivery: Delivery) -> Verdict {
    let count = delivery.message.receiveCount
    let reason = "No handler is registered for the task name \"\(task.name)\"."
    guard delivery.message.mayBeAnothers else {
      let failure = TaskFailure(type: "UnknownTask", messages: [reason])
      return .deadLetter(
        DeadLetter(
          reason: reason, attempts: count,
          result: .failure(failure, executionTime: .zero, labels: task.labels)))
    }
    return .postpone(
      by: delivery.message.pauseWithoutRun(configuration.random), reason: reason)
  }

  private func policy(for handler: TaskHandler, _ task: TaskMessage) -> RetryPolicy {
    let policy = handler.retry ?? configuration.retry
    guard let attempts = task.labels[TaskLabel.maxRetries]?.intValue else { return policy }
    return policy.limited(toAttempts: attempts)
  }

  /// How long a run may take: what the call says goes before what the handler does.
  private func timeout(of task: TaskMessage, _ handler: TaskHandler) -> Duration? {
    let label = task.labels[TaskLabel.timeout]?.doubleValue.flatMap { Duration(exactly: $0) }
    return label.flatMap { $0 > .zero ? $0 : nil } ?? handler.timeout
  }

  /// Finds which attempt this is; returns a verdict when an earlier delivery has settled the task.
  ///
  /// A first delivery has no past, and costs no look-up.
  private func earlierEnd(
    of task: TaskMessage, _ delivery: inout Delivery
  ) async throws -> Verdict? {
    let message = delivery.message
    let resent = max(0, task.labels[TaskLabel.retries]?.intValue ?? 0)
    let mayBeKnown = message.receiveCount > 1 || message.attributes[ResentMark.attribute] != nil
    guard mayBeKnown else {
      delivery.attempt = resent + 1
      return nil
    }
    guard let backend = results?.backend else {
      delivery.attempt = max(message.receiveCount, resent + 1)
      return nil
    }
    let record = try await backend.attempts(of: message.id)
    let failedRuns = record?.failedRuns ?? 0
    delivery.attempt = max(failedRuns, resent) + 1
    let result = try await backend.result(for: task.id)
    if let result, !result.isError { return .duplicate(.result) }
    guard record?.isFinal == true else { return nil }
    delivery.attempt = failedRuns
    let reason = result?.error?.description ?? "It had failed for good already."
    return .deadLetter(DeadLetter(reason: reason, attempts: failedRuns))
  }

  private func run(
    _ task: TaskMessage, _ handler: TaskHandler, _ policy: RetryPolicy, _ delivery: Delivery
  ) async -> Verdict {
    let start = ContinuousClock.now
    let (outcome, hasTimedOut) = await runBody(task, handler, delivery)
    let elapsed = start.duration(to: .now)

    let error: any Error
    switch outcome {
    case .success(let value):
      return .succeeded(.success(value, executionTime: elapsed, labels: task.labels))
    case .failure(let thrown): error = thrown
    }
    if delivery.lease.isLost { return .lost }
    if error is CancellationError, end.isTriggered { return .release }
    let failure =
      hasTimedOut ? TaskFailure.timeout(timeout(of: task, handler) ?? .zero) : TaskFailure(error)
    if !error.isFinal,
      let pause = policy.delay(afterAttempt: delivery.attempt, using: configuration.random),
      outlives(pause, delivery)
    {
      return .retry(after: pause, failure)
    }
    return .deadLetter(
      DeadLetter(
        reason: failure.description, attempts: delivery.attempt,
        result: .failure(failure, executionTime: elapsed, labels: task.labels)))
  }

  /// Whether the queue still has the message after a pause and one more run: SQS drops it silently at
  /// the end of its retention, even in flight.
  private func outlives(_ pause: Duration, _ delivery: Delivery) -> Bool {
    let end = delivery.message.sentAt.advanced(by: delivery.profile.retention)
    return clock.now.advanced(by: pause + delivery.profile.visibilityTimeout) < end
  }

  /// Runs the body in a task of its own, which the loss of the lease or a time-out cancels.
  private func runBody(
    _ task: TaskMessage, _ handler: TaskHandler, _ delivery: Delivery
  ) async -> (Result<[UInt8], any Error>, hasTimedOut: Bool) {
    let context = context(task, delivery)
    let body = Task {  // Awaited below.
      try await CarriedContext.$values.withValue(delivery.carried) {
        try await RunTracing(task: task, delivery: delivery).run {
          try await handler.run(task.arguments, context)
        }
      }
    }
    delivery.lease.onLoss { body.cancel() }
    let expiry = Expiry()
    let timer = timeout(of: task, handler).map { timeout in
      clock.schedule(at: clock.now.advanced(by: timeout)) {
        expiry.set()
        body.cancel()
      }
    }
    let outcome = await end.during {
      await body.result
    } onStop: {
      body.cancel()
    }
    timer?.cancel()
    return (outcome, expiry.isSet)
  }

  private func context(_ task: TaskMessage, _ delivery: Delivery) -> TaskContext {
    var logger = configuration.logger
    logger[metadataKey: "task_id"] = "\(task.id)"
    logger[metadataKey: "task_name"] = "\(task.name)"
    logger[metadataKey: "attempt"] = "\(delivery.attempt)"
    logger[metadataKey: "queue"] = "\(delivery.profile.queue)"
    return TaskContext(
      id: task.id, name: task.name, attempt: delivery.attempt, labels: task.labels,
      carried: delivery.carried, queue: delivery.profile.queue, messageID: delivery.message.id,
      logger: logger, clock: clock)
  }
}

/// Whether a run's time was over.
private final class Expiry: Sendable {
  private let flag = Atomic(false)

  var isSet: Bool { flag.load(ordering: .acquiring) }

  func set() {
    flag.store(true, ordering: .releasing)
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
    default: self.init(type: "\(Swift.type(of: error))", messages: ["\(error)"])
    }
  }

  /// A run took longer than its time-out.
  fileprivate static func timeout(_ timeout: Duration) -> TaskFailure {
    TaskFailure(
      type: "TimeoutError", messages: ["The run took longer than \(timeout.inSeconds) s."])
  }
}
