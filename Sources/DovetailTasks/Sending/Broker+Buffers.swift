import DovetailTransport

// What is held before it is sent.
extension Broker {
  /// Sends all that is held, and returns when each task has been accepted or given up.
  public func flush() async {
    await withDiscardingTaskGroup { group in
      for batcher in batchers.values {
        group.addTask { await batcher.flush() }
      }
    }
  }

  /// Sends all that is held for one queue, named without the broker's prefix.
  ///
  /// Throws ``TaskError`` with `unknownQueue`.
  public func flush(_ queue: String) async throws {
    try await batcher(named: queue).flush()
  }

  /// Takes back all that is held for one queue and not on its way; returns how many tasks that were.
  ///
  /// For emergencies: those who wait for one of them are told ``TaskError`` with `cleared`, and
  /// ``BrokerConfiguration/onDrop`` is called for the others. Throws ``TaskError`` with `unknownQueue`.
  @discardableResult
  public func clear(_ queue: String) throws -> Int {
    try batcher(named: queue).clear()
  }

  /// What is held for one queue, named without the broker's prefix, and was sent to it.
  ///
  /// Throws ``TaskError`` with `unknownQueue`.
  public func status(of queue: String) throws -> SendStatus {
    try batcher(named: queue).status
  }

  /// What is held for each queue and was sent to it, in the order of their names.
  public var statuses: [SendStatus] {
    queues.compactMap { batchers[$0]?.status }
  }

  /// Whether somebody waits for a task that is not yet accepted, as while it rests before another try.
  package var hasAwaitedSends: Bool { batchers.values.contains(where: \.isAwaited) }

  private func batcher(named name: String) throws(TaskError) -> SendBatcher {
    try batcher(of: pipeline.route(name).name)
  }

  func batcher(of queue: QueueName) throws(TaskError) -> SendBatcher {
    guard let batcher = batchers[queue] else {
      throw TaskError(.unknownQueue, "The broker has no queue \(queue).")
    }
    return batcher
  }
}
