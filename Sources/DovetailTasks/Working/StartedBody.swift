import Synchronization

/// A body that runs, and how it is told to end.
final class StartedBody: Sendable {
  /// `@unchecked Sendable`: guarded by ``Fields/cancellers``; the closure that lent it waits for those, and
  /// what they call on it, `cancel`, is a task's own.
  private struct LentTask: @unchecked Sendable {
    let task: UnsafeCurrentTask
  }

  private struct Fields {
    var task: LentTask?
    var isCancelled = false
    /// How many are about to cancel the task.
    var cancellers = 0
    /// Who waits until none is.
    var whenLeft: OneShot<Void>?
  }

  private let onCancel: @Sendable () -> Void
  private let onAbandon: @Sendable () -> Void
  private let fields = Mutex(Fields())

  /// `onCancel` is called when it is told to end, `onAbandon` when it is waited for no longer.
  init(
    onCancel: @escaping @Sendable () -> Void, onAbandon: @escaping @Sendable () -> Void
  ) {
    self.onCancel = onCancel
    self.onAbandon = onAbandon
  }

  /// Runs it in the calling task, which is cancelled when it is told to end; called once.
  func run<Value>(_ body: () async throws -> Value) async -> Result<Value, any Error> {
    await withUnsafeCurrentTask { task in
      lend(task)
      let result = await Result.catching(body)
      await takeBack()
      return result
    }
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
  func abandon() { onAbandon() }

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

extension Result where Failure == any Error {
  /// What a body returns or throws.
  fileprivate static func catching(_ body: () async throws -> Success) async -> Self {
    do {
      return .success(try await body())
    } catch {
      return .failure(error)
    }
  }
}
