import DovetailTransport

/// Runs a task's body once, and says what is to become of its message.
///
/// Changes nothing itself.
struct TaskRun: Sendable {
  let run: WorkerRun
  let prepared: PreparedTask
  let delivery: Delivery
  /// Called when the body is told to end.
  let onCancel: @Sendable () -> Void

  nonisolated(nonsending) func verdict() async -> Verdict {
    let broker = run.broker
    let log = RunLog()
    let runner = BodyRunner(
      pool: prepared.handler.isBlocking ? run.pool : nil, executor: broker.services.executor,
      timeout: prepared.timeout, clock: broker.clock, signals: run.signals, onCancel: onCancel)
    let context = TaskContext(
      prepared, delivery, run, log: log,
      deadline: prepared.timeout.map(broker.clock.now.advanced))
    let body = await runner.run {
      try await value(context)
    } cancelledBy: { cancel in
      delivery.lease.onLoss(cancel)
    }
    guard let body else { return .stuck }
    let end = RunEnd(
      outcome: body.outcome, executionTime: body.elapsed,
      expiredAfter: body.isExpired ? prepared.timeout : nil, log: log.text)
    let judge = RunJudge(
      random: broker.configuration.random, clock: broker.clock, signals: run.signals)
    return judge.verdict(on: end, of: prepared, delivery)
  }

  /// Calls the body inside of all that stands around it.
  private nonisolated(nonsending) func value(_ context: TaskContext) async throws -> [UInt8] {
    try await CarriedContext.$values.withValue(delivery.carried) {
      try await RunTracing(task: prepared.task, delivery: delivery).run {
        try await RunChain(middleware: run.broker.configuration.runMiddleware).run(context) {
          try await prepared.handler.run(prepared.task.arguments, context)
        }
      }
    }
  }
}
