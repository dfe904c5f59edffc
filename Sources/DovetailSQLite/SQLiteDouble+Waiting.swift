public import DovetailTransport

extension SQLiteDouble {
  /// How many receives wait for a message of the queue.
  ///
  /// A test goes on only when the code under test waits. Throws `queueDoesNotExist`.
  public func waitingReceives(on queue: QueueName) async throws -> Int {
    let lane = lane
    return try await queues.lane.perform("count receives on \(queue)", writes: false) {
      transaction in
      let queue = try transaction.queue(queue)
      return lane.core.polls.waiting(for: queue.id).reduce(0) { count, _ in count + 1 }
    }
  }

  /// Answers the receives that wait with no messages, and lets none wait from now on: what a process
  /// does that is to end.
  public func endWaits() async {
    await lane.endWaits()
  }

  /// Returns when all has been answered that was asked before.
  package func waitUntilAnswered() async {
    await lane.waitUntilAnswered()
  }
}
