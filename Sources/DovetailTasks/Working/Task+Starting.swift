extension Task where Success == Void, Failure == Never {
  /// Begins a task on this thread, and goes on when it ends or first suspends.
  ///
  /// Where the system's concurrency library is too old for that, another thread begins it.
  static func startingHere(
    executorPreference executor: (any TaskExecutor)?, _ body: @escaping @Sendable () async -> Void
  ) {
    // Ends with the body.
    if #available(macOS 26, *) {
      Task.immediate(executorPreference: executor) { await body() }
    } else {
      Task(executorPreference: executor) { await body() }
    }
  }
}

extension DiscardingTaskGroup {
  /// Adds a child that begins on this thread, and goes on when it ends or first suspends.
  mutating func addTaskStartingHere(_ body: @escaping @Sendable () async -> Void) {
    if #available(macOS 26, *) {
      addImmediateTask { await body() }
    } else {
      addTask { await body() }
    }
  }
}
