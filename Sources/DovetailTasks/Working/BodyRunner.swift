import DovetailTransport
import Synchronization

/// Runs bodies, each in a task of its own, which a time-out or the end of the worker cancels.
struct BodyRunner: Sendable {
  /// Where a body runs that blocks; nil: where others do.
  let pool: BlockingPool?
  /// Where others run; nil: on the process's pool.
  let executor: (any TaskExecutor)?
  /// Cancels a body that takes longer; nil: no limit.
  let timeout: Duration?
  let clock: any WallClock
  let signals: WorkerSignals
  /// Called when the body is told to end.
  let onCancel: @Sendable () -> Void

  /// How a body ended.
  struct End: Sendable {
    let outcome: Result<Void, any Error>
    let elapsed: Duration
    /// Whether its time was over before.
    let isExpired: Bool
  }

  /// Runs a body to its end; nil: it has not returned, and the worker waits no longer.
  ///
  /// `watch` is given what cancels the body, for reasons of its own.
  nonisolated(nonsending) func run(
    _ body: @escaping @Sendable () async throws -> Void,
    cancelledBy watch: (@escaping @Sendable () -> Void) -> Void
  ) async -> End? {
    let start = ContinuousClock.now
    let running = StartedBody(onCancel: onCancel)
    signals.bodies.begin(running)
    defer { signals.bodies.end(running) }
    watch { running.cancel() }
    let limit = timeout.map { TimeLimit($0, of: running, on: clock) }
    defer { limit?.end() }
    begin { await running.run(body) }
    return await running.outcome().map {
      End(
        outcome: $0, elapsed: start.duration(to: .now), isExpired: limit?.isOver ?? false)
    }
  }

  /// Begins a task: on this thread as far as it does not suspend, for most bodies are short, and to hand
  /// them to another thread costs more than they do.
  ///
  /// The task ends with the body; who waits for that waits for its outcome.
  private func begin(_ body: @escaping @Sendable () async -> Void) {
    if let pool {
      Task(executorPreference: pool) { await body() }
    } else {
      Task.startingHere(executorPreference: executor, body)
    }
  }
}

/// Tells a body to end when its time is over.
private final class TimeLimit: Sendable {
  private let flag = Atomic(false)
  private let call = Mutex<ScheduledCall?>(nil)

  init(_ limit: Duration, of body: StartedBody, on clock: any WallClock) {
    let scheduled = clock.schedule(at: clock.now.advanced(by: limit)) { [weak self] in
      self?.flag.store(true, ordering: .releasing)
      body.cancel()
    }
    call.withLock { $0 = scheduled }
  }

  /// Whether the time was over.
  var isOver: Bool { flag.load(ordering: .acquiring) }

  /// The body has ended.
  func end() {
    call.withLock { $0 }?.cancel()
  }
}
