import DovetailTransport

// Runs that work on what is there, and return.
extension Worker {
  /// Runs the tasks that are due, and those that they make due, and returns how each delivery went, in the
  /// order in which they were received.
  ///
  /// Tasks that are delayed, or wait to be repeated, are left for later. Throws as ``run()`` does, and
  /// when a receive fails.
  @discardableResult
  public func drain() async throws -> [TaskReport] {
    try await process(upTo: .max, waitingUpTo: .zero)
  }

  /// Receives one task and runs it; returns how that went, or nil when none came in `patience`.
  ///
  /// With several queues each is asked in turn, waiting for up to 1 s. Throws as ``drain()`` does.
  @discardableResult
  public func processOne(waitingUpTo patience: Duration = .zero) async throws -> TaskReport? {
    try await process(upTo: 1, waitingUpTo: patience).first
  }

  /// Runs up to `count` deliveries, at least 1, of what is due and what that makes due, and returns how
  /// each went.
  ///
  /// Waits up to `patience` for the first. Throws as ``drain()`` does.
  @discardableResult
  public func processBatch(
    upTo count: Int, waitingUpTo patience: Duration = .zero
  ) async throws -> [TaskReport] {
    try await process(upTo: max(1, count), waitingUpTo: patience)
  }

  private func process(
    upTo count: Int, waitingUpTo patience: Duration
  ) async throws -> [TaskReport] {
    let stop = StopSignal()
    let work = try await prepare(stop)
    // Awaited at once; of its own, so that cancellation does not reach what has begun.
    let service = Task(executorPreference: broker.services.executor) {
      try await work.process(upTo: count, waitingUpTo: patience, drainTimeout: drainTimeout)
    }
    return try await stopping(stop) { try await service.value }
  }
}
