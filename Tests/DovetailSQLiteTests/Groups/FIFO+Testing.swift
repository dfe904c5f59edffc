import DovetailTransport

@_spi(Benchmarks) @testable import DovetailSQLite

extension SQLiteDouble {
  /// Makes a FIFO queue, which makes de-duplication ids of bodies unless told otherwise.
  func createFIFOQueue(
    _ name: QueueName, _ attributes: [QueueAttributeName: String] = [:]
  ) async throws {
    let defaults = [QueueAttributeName.fifoQueue: "true", .contentBasedDeduplication: "true"]
    let all = defaults.merging(attributes) { _, given in given }
    try await administration.createQueue(name, QueueAttributes(all))
  }

  /// Sends `count` messages to a group in tens, with bodies of their own.
  func fill(_ queue: QueueName, group: String, _ count: Int) async throws {
    for start in stride(from: 0, to: count, by: 10) {
      let messages = (start..<min(start + 10, count)).map {
        OutgoingMessage("\(group).\($0)", groupID: group)
      }
      for outcome in try await queues.send(messages, to: queue) { _ = try outcome.get() }
    }
  }

  /// What a piece of work costs, in steps of SQLite's machine.
  func machineSteps(of work: () async throws -> Void) async throws -> Int {
    let before = try await self.work
    try await work()
    return try await (self.work - before).steps
  }
}
