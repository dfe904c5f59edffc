import DovetailTransport
import Synchronization

/// A result backend that wakes those in this process who wait for a result when it is stored.
///
/// A result that another process stores is found by looking again, after 50 ms at first and every
/// second at last.
final class NotifyingResults: Sendable {
  let backend: any ResultBackend
  private let clock: any WallClock
  private let waiters = Mutex<[TaskID: [ObjectIdentifier: Sleeper]]>([:])

  private static let firstPause = Duration.milliseconds(50)
  private static let longestPause = Duration.seconds(1)

  init(_ backend: any ResultBackend, clock: any WallClock) {
    self.backend = backend
    self.clock = clock
  }

  /// Stores a result, and wakes who waits for it.
  func store(_ result: TaskResult, for task: TaskID) async throws {
    try await backend.store(result, for: task)
    let woken = waiters.withLock { $0.removeValue(forKey: task) } ?? [:]
    for sleeper in woken.values { sleeper.wake(.success(())) }
  }

  /// The result, as soon as there is one; nil when none has come within `timeout`.
  func wait(for task: TaskID, timeout: Duration) async throws -> TaskResult? {
    let deadline = clock.now.advanced(by: timeout)
    var pause = Self.firstPause
    while true {
      let sleeper = Sleeper()
      waiters.withLock { $0[task, default: [:]][ObjectIdentifier(sleeper)] = sleeper }
      defer { forget(sleeper, task) }
      if let result = try await backend.result(for: task) { return result }
      guard clock.now < deadline else { return nil }
      try await sleeper.sleep(until: min(deadline, clock.now.advanced(by: pause)), on: clock)
      pause = min(pause * 2, Self.longestPause)
    }
  }

  private func forget(_ sleeper: Sleeper, _ task: TaskID) {
    waiters.withLock { waiters in
      waiters[task]?[ObjectIdentifier(sleeper)] = nil
      if waiters[task]?.isEmpty == true { waiters[task] = nil }
    }
  }
}
