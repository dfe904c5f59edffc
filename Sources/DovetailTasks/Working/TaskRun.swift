import DovetailTransport
import Logging

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
    let runner = BodyRunner(
      executor: prepared.handler.isBlocking ? pool : services.executor, timeout: prepared.timeout,
      clock: clock,
      signals: signals, onCancel: onCancel)
    let context = context
    let body = await runner.run {
      try await value(context)
    } cancelledBy: { cancel in
      delivery.lease.onLoss(cancel)
    }
    guard let body else { return .stuck }
    let end = RunEnd(
      outcome: body.outcome, executionTime: body.elapsed,
      expiredAfter: body.isExpired ? prepared.timeout : nil, log: log.text)
    return RunJudge(random: configuration.random, clock: clock, signals: signals)
      .verdict(on: end, of: prepared, delivery)
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
    TaskContext(
      prepared, delivery,
      hold: MessageHold(
        lease: delivery.lease, leases: leases, transport: services.transport, clock: clock),
      log: log, logger: configuration.logger, timeout: prepared.timeout)
  }
}

extension TaskContext {
  /// What is told to the body that runs a message's task.
  init(
    _ prepared: PreparedTask, _ delivery: Delivery, hold: MessageHold, log: RunLog,
    logger: Logger, timeout: Duration?
  ) {
    let task = prepared.task
    var logger = logger
    logger[metadataKey: "task_id"] = "\(task.id)"
    logger[metadataKey: "task_name"] = "\(task.name)"
    logger[metadataKey: "attempt"] = "\(delivery.attempt)"
    logger[metadataKey: "queue"] = "\(delivery.profile.queue)"
    self.init(
      id: task.id, name: task.name, attempt: delivery.attempt, labels: task.labels,
      carried: delivery.carried, queue: delivery.profile.queue, message: prepared.message,
      deadline: timeout.map(hold.clock.now.advanced), logger: logger, clock: hold.clock,
      hold: hold, log: log, progress: delivery.progress)
  }
}
