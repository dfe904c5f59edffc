import DovetailTransport
import Synchronization

/// Runs a task's body once, and says what is to become of its message.
///
/// Changes nothing itself. A class, since the body that it begins has all of it.
final class TaskRun: Sendable {
  private let run: WorkerRun
  private let prepared: PreparedTask
  private let delivery: Delivery
  private let onCancel: @Sendable () -> Void
  private let log = RunLog()
  /// What the body has returned, as JSON.
  private let value = Mutex<[UInt8]>([])

  /// `onCancel` is called when the body is told to end.
  init(
    of prepared: PreparedTask, _ delivery: Delivery, in run: WorkerRun,
    onCancel: @escaping @Sendable () -> Void
  ) {
    self.run = run
    self.prepared = prepared
    self.delivery = delivery
    self.onCancel = onCancel
  }

  nonisolated(nonsending) func verdict() async -> Verdict {
    let broker = run.broker
    let runner = BodyRunner(
      pool: prepared.handler.isBlocking ? run.pool : nil, executor: broker.services.executor,
      timeout: prepared.timeout, clock: broker.clock, signals: run.signals, onCancel: onCancel)
    let context = TaskContext(
      prepared, delivery, run, log: log,
      deadline: prepared.timeout.map(broker.clock.now.advanced))
    let body = await runner.run {
      let value = try await self.callBody(context)
      self.value.withLock { $0 = value }
    } cancelledBy: { cancel in
      delivery.lease.onLoss(cancel)
    }
    guard let body else { return .stuck }
    let end = RunEnd(
      outcome: body.outcome.map { _ in value.withLock { $0 } }, executionTime: body.elapsed,
      expiredAfter: body.isExpired ? prepared.timeout : nil, log: log.text)
    let judge = RunJudge(
      random: broker.configuration.random, clock: broker.clock, signals: run.signals)
    return judge.verdict(on: end, of: prepared, delivery)
  }

  /// Calls the body inside of all that stands around it.
  private nonisolated(nonsending) func callBody(_ context: TaskContext) async throws -> [UInt8] {
    guard isSurrounded else { return try await call(context) }
    return try await CarriedContext.$values.withValue(delivery.carried) {
      try await RunTracing(task: prepared.task, delivery: delivery).run {
        try await RunChain(middleware: run.broker.configuration.runMiddleware).run(context) {
          try await self.call(context)
        }
      }
    }
  }

  /// Whether anything stands around the body: what does not is not to cost anything.
  private var isSurrounded: Bool {
    !run.broker.configuration.runMiddleware.isEmpty || !delivery.carried.isEmpty
      || !CarriedContext.values.isEmpty || MessagingSpan.isWanted
  }

  private nonisolated(nonsending) func call(_ context: TaskContext) async throws -> [UInt8] {
    try await prepared.handler.run(prepared.task.arguments, context)
  }
}
