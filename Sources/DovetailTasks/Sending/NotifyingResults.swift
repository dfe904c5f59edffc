import DovetailTransport
import Logging
import Synchronization

/// A result backend that wakes those in this process who wait for a result when it is stored, and that
/// knows how long results are kept.
///
/// A result that another process stores is found by looking again, after 50 ms at first and every
/// second at last.
final class NotifyingResults: Sendable {
  let backend: any ResultBackend
  /// Runs what is stored in passing; nil: the process's pool does.
  let executor: (any TaskExecutor)?
  private let clock: any WallClock
  private let lifetime: Duration
  private let sweeper: ResultSweeper?
  private let logger: Logger
  private let waiters = Mutex<[TaskID: [ObjectIdentifier: Sleeper]]>([:])

  private static let firstPause = Duration.milliseconds(50)
  private static let longestPause = Duration.seconds(1)

  init(
    _ backend: any ResultBackend, _ services: BrokerServices, _ configuration: BrokerConfiguration
  ) {
    self.backend = backend
    executor = services.executor
    clock = services.clock
    lifetime = configuration.resultLifetime
    logger = configuration.logger
    let sweepable = services.sweepsResults ? backend as? any SweepableResults : nil
    sweeper = sweepable.map { [lifetime, clock, logger] in
      ResultSweeper($0, lifetime: lifetime, clock: clock, logger: logger)
    }
  }

  /// Stores a result, and wakes who waits for it.
  func store(_ result: TaskResult, for task: TaskID) async throws {
    try await backend.store(result, for: task)
    let woken = waiters.withLock { $0.removeValue(forKey: task) } ?? [:]
    for sleeper in woken.values { sleeper.wake(.success(())) }
    await sweeper?.resultStored()
  }

  /// The result; nil when there is none.
  ///
  /// Throws ``TaskError`` with `resultExpired`.
  func result(for task: TaskID) async throws -> TaskResult? {
    guard let stored = try await backend.storedResult(for: task) else { return nil }
    guard stored.storedAt.advanced(by: lifetime) > clock.now else {
      throw TaskError(
        .resultExpired,
        "The result of task \(task) was stored at \(stored.storedAt) and kept for \(lifetime.inSeconds) s. "
          + "Ask for it sooner, or set the broker's resultLifetime.")
    }
    return stored.result
  }

  /// The result, as soon as there is one; nil when none has come by `deadline`.
  func wait(for task: TaskID, until deadline: Timestamp) async throws -> TaskResult? {
    var pause = Self.firstPause
    while true {
      let sleeper = Sleeper()
      waiters.withLock { $0[task, default: [:]][ObjectIdentifier(sleeper)] = sleeper }
      defer { forget(sleeper, task) }
      if let result = try await result(for: task) { return result }
      guard clock.now < deadline else { return nil }
      try await sleeper.sleep(
        until: min(deadline, clock.now.advanced(by: pause)), on: clock,
        for: .result(of: task.rawValue))
      pause = min(pause * 2, Self.longestPause)
    }
  }

  /// When a wait of so long, begun now, is over.
  func deadline(after timeout: Duration) -> Timestamp { clock.now.advanced(by: timeout) }

  /// Removes a result that has been read.
  ///
  /// Throws nothing, for the result is in hand: one that cannot be removed goes when it expires.
  func remove(_ task: TaskID) async {
    do {
      try await backend.removeResult(for: task)
    } catch {
      logger.warning(
        "A result that was read could not be removed: \(error)", metadata: ["task_id": "\(task)"])
    }
  }

  private func forget(_ sleeper: Sleeper, _ task: TaskID) {
    waiters.withLock { waiters in
      waiters[task]?[ObjectIdentifier(sleeper)] = nil
      if waiters[task]?.isEmpty == true { waiters[task] = nil }
    }
  }
}
