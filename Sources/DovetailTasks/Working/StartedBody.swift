import Synchronization

/// A body that runs, and how it is told to end.
final class StartedBody: Sendable {
  /// `@unchecked Sendable`: guarded by ``Fields/cancellers``; the closure that lent it waits for those, and
  /// what they call on it, `cancel`, is a task's own.
  private struct LentTask: @unchecked Sendable {
    let task: UnsafeCurrentTask
  }

  private enum State {
    case running
    case awaited(CheckedContinuation<Result<Void, any Error>?, Never>)
    /// Nil: it is waited for no longer.
    case over(Result<Void, any Error>?)
  }

  private struct Fields {
    var state = State.running
    var task: LentTask?
    var isCancelled = false
    /// How many are about to cancel the task.
    var cancellers = 0
    /// Who waits until none is.
    var whenLeft: OneShot<Void>?
  }

  private let onCancel: @Sendable () -> Void
  private let fields = Mutex(Fields())

  /// `onCancel` is called when it is told to end.
  init(onCancel: @escaping @Sendable () -> Void) {
    self.onCancel = onCancel
  }

  /// Runs it in the calling task, which is cancelled when it is told to end; called once.
  func run(_ body: () async throws -> Void) async {
    await withUnsafeCurrentTask { task in
      lend(task)
      let outcome: Result<Void, any Error>
      do {
        outcome = .success(try await body())
      } catch {
        outcome = .failure(error)
      }
      await takeBack()
      settle(outcome)
    }
  }

  /// How it has ended, once it has; nil: it is waited for no longer.
  ///
  /// Asked for once.
  nonisolated(nonsending) func outcome() async -> Result<Void, any Error>? {
    if case .over(let outcome) = fields.withLock({ $0.state }) { return outcome }
    return await withCheckedContinuation { continuation in
      let state = fields.withLock { fields in
        if case .running = fields.state { fields.state = .awaited(continuation) }
        return fields.state
      }
      if case .over(let outcome) = state { continuation.resume(returning: outcome) }
    }
  }

  /// It has ended, or is waited for no longer; only the first counts.
  private func settle(_ outcome: Result<Void, any Error>?) {
    let before = fields.withLock { fields in
      let before = fields.state
      if case .over = before { return before }
      fields.state = .over(outcome)
      return before
    }
    if case .awaited(let continuation) = before { continuation.resume(returning: outcome) }
  }

  /// Tells it to end.
  func cancel() {
    onCancel()
    let lent: LentTask? = fields.withLock { fields in
      fields.isCancelled = true
      if fields.task != nil { fields.cancellers += 1 }
      return fields.task
    }
    guard let lent else { return }
    lent.task.cancel()  // Not under the lock: it calls what the body has set up for that.
    let waiting = fields.withLock { fields in
      fields.cancellers -= 1
      return fields.cancellers == 0 ? fields.whenLeft : nil
    }
    waiting?.set(())
  }

  /// Waits for it no longer.
  func abandon() { settle(nil) }

  private func lend(_ task: UnsafeCurrentTask?) {
    guard let task else { return }
    let lent = LentTask(task: task)
    let isCancelled = fields.withLock { fields in
      fields.task = lent
      return fields.isCancelled
    }
    if isCancelled { task.cancel() }
  }

  private nonisolated(nonsending) func takeBack() async {
    let cancellers: OneShot<Void>? = fields.withLock { fields in
      fields.task = nil
      if fields.cancellers > 0 { fields.whenLeft = OneShot() }
      return fields.whenLeft
    }
    await cancellers?.value()
  }
}
