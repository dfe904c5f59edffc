import DovetailTransport
import Logging
import Synchronization

/// Runs a task's body once, and says what is to become of its message.
///
/// Changes nothing itself.
struct TaskRun: Sendable {
  let prepared: PreparedTask
  let delivery: Delivery
  let configuration: BrokerConfiguration
  let clock: any WallClock
  let signals: WorkerSignals
  let services: BrokerServices
  let leases: LeaseTable
  /// Where bodies run that block.
  let pool: BlockingPool
  /// Called when the body is told to end.
  let onCancel: @Sendable () -> Void
  private let log = RunLog()

  private var task: TaskMessage { prepared.task }

  func verdict() async -> Verdict {
    let start = ContinuousClock.now
    let expiry = Expiry()
    let outcome = await runBody(expiry)
    let elapsed = start.duration(to: .now)

    let error: any Error
    switch outcome {
    case .success(let value):
      return .succeeded(.success(value, executionTime: elapsed, labels: task.labels, log: log.text))
    case .failure(let thrown): error = thrown
    case nil: return .stuck
    }
    if delivery.lease.isLost { return .lost }
    // Whatever a library makes of a cancellation: at the end of the worker it is no failure of the task's.
    if signals.end.isTriggered, !expiry.isSet, !error.isFinal { return .release }
    let failure =
      expiry.isSet ? TaskFailure.timeout(prepared.timeout ?? .zero) : TaskFailure(error)
    if let pause = pause(after: error), outlives(pause) { return .retry(after: pause, failure) }
    return .deadLetter(
      DeadLetter(
        reason: failure.description, attempts: delivery.attempt,
        result: .failure(
          failure, executionTime: elapsed, labels: task.labels, log: log.text)))
  }

  /// How long to wait before the next run; nil: there is none.
  private func pause(after error: any Error) -> Duration? {
    guard !error.isFinal else { return nil }
    let pause = prepared.policy.delay(
      afterAttempt: delivery.attempt, error, using: configuration.random)
    return pause.map { (error as? RetryLater)?.delay ?? $0 }
  }

  /// Whether the queue still has the message after a pause and one more run: SQS drops it silently at
  /// the end of its retention, even in flight.
  private func outlives(_ pause: Duration) -> Bool {
    let end = delivery.message.sentAt.advanced(by: delivery.profile.retention)
    return clock.now.advanced(by: pause + delivery.profile.visibilityTimeout) < end
  }

  /// Runs the body in a task of its own, which the loss of the lease, a time-out or the end of the
  /// worker cancels.
  ///
  /// Nil: it has not returned, and the worker waits no longer.
  private func runBody(_ expiry: Expiry) async -> Result<[UInt8], any Error>? {
    let outcome = OneShot<Result<[UInt8], any Error>?>()
    let context = context
    let executor: (any TaskExecutor)? = prepared.handler.isBlocking ? pool : services.executor
    // Ends with the body; who waits for it waits for its outcome.
    let body = Task(executorPreference: executor) {
      outcome.set(await Result.catching { try await value(context) })
    }
    let cancel: @Sendable () -> Void = { [onCancel] in
      onCancel()
      body.cancel()
    }
    delivery.lease.onLoss(cancel)
    let timer = prepared.timeout.map { timeout in
      clock.schedule(at: clock.now.advanced(by: timeout)) {
        expiry.set()
        cancel()
      }
    }
    defer { timer?.cancel() }
    return await signals.end.during {
      await signals.abandon.during {
        await outcome.value()
      } onStop: {
        outcome.set(nil)
      }
    } onStop: {
      cancel()
    }
  }

  /// Calls the body inside of all that stands around it.
  private func value(_ context: TaskContext) async throws -> [UInt8] {
    try await CarriedContext.$values.withValue(delivery.carried) {
      try await RunTracing(task: task, delivery: delivery).run {
        try await RunChain(middleware: configuration.runMiddleware).run(context) {
          try await prepared.handler.run(task.arguments, context)
        }
      }
    }
  }

  private var context: TaskContext {
    var logger = configuration.logger
    logger[metadataKey: "task_id"] = "\(task.id)"
    logger[metadataKey: "task_name"] = "\(task.name)"
    logger[metadataKey: "attempt"] = "\(delivery.attempt)"
    logger[metadataKey: "queue"] = "\(delivery.profile.queue)"
    return TaskContext(
      id: task.id, name: task.name, attempt: delivery.attempt, labels: task.labels,
      carried: delivery.carried, queue: delivery.profile.queue, messageID: delivery.message.id,
      attributes: delivery.message.attributes, group: delivery.message.groupID,
      sentAt: delivery.message.sentAt, receiveCount: delivery.message.receiveCount,
      deadline: prepared.timeout.map(clock.now.advanced), logger: logger, clock: clock,
      hold: MessageHold(
        lease: delivery.lease, leases: leases, transport: services.transport, clock: clock),
      log: log,
      progress: delivery.progress)
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

extension Result where Failure == any Error {
  fileprivate static func catching(_ body: () async throws -> Success) async -> Self {
    do {
      return .success(try await body())
    } catch {
      return .failure(error)
    }
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
