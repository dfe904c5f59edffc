import DovetailTransport
import Logging
import Synchronization

/// A result backend that wakes those in this process who wait for a result when it is stored, and that
/// knows how long results are kept.
///
/// A result that another process stores is found by looking again, after 50 ms at first and every
/// second at last.
final class NotifyingResults: Sendable {
  private struct Fields {
    var waiters: [TaskID: [ObjectIdentifier: Sleeper]] = [:]
    /// Who stores results that do not yet stand in the store, and hurries when somebody waits for one.
    var heldBack: [TaskID: Acknowledger] = [:]
  }

  let backend: any ResultBackend
  /// Nil when the backend keeps no progress.
  let progress: (any ProgressBackend)?
  private let clock: any WallClock
  private let lifetime: Duration
  private let sweeper: ResultSweeper?
  private let logger: Logger
  private let fields = Mutex(Fields())

  private static let firstPause = Duration.milliseconds(50)
  private static let longestPause = Duration.seconds(1)

  init(
    _ backend: any ResultBackend, _ services: BrokerServices, _ configuration: BrokerConfiguration
  ) {
    self.backend = backend
    progress = backend as? any ProgressBackend
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
    await hasStored(task)
  }

  /// A result was stored along with something else: wakes who waits for it.
  nonisolated(nonsending) func hasStored(_ task: TaskID) async {
    let woken: [ObjectIdentifier: Sleeper]? = fields.withLock { fields in
      fields.heldBack[task] = nil
      // Mostly nobody waits for any, and to look for a text in nothing costs as much.
      return fields.waiters.isEmpty ? nil : fields.waiters.removeValue(forKey: task)
    }
    if let woken { for sleeper in woken.values { sleeper.wake(.success(())) } }
    await sweeper?.resultStored()
  }

  /// A result lingers for others to be stored with; returns whether somebody waits for it already.
  func holdsBack(_ task: TaskID, by acknowledger: Acknowledger) -> Bool {
    fields.withLock { fields in
      guard fields.waiters.isEmpty || fields.waiters[task] == nil else { return true }
      fields.heldBack[task] = acknowledger
      return false
    }
  }

  /// A result that lingered was not stored.
  func holdsBackNoMore(_ task: TaskID) {
    fields.withLock { $0.heldBack[task] = nil }
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
      let heldBack = fields.withLock { fields in
        fields.waiters[task, default: [:]][ObjectIdentifier(sleeper)] = sleeper
        return fields.heldBack[task]
      }
      heldBack?.lingerNoMore()
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
    fields.withLock { fields in
      fields.waiters[task]?[ObjectIdentifier(sleeper)] = nil
      if fields.waiters[task]?.isEmpty == true { fields.waiters[task] = nil }
    }
  }
}
