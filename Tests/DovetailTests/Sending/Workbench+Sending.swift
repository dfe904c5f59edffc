import Dovetail

extension Workbench {
  /// A workbench whose broker has this middleware, and the default queue of this name.
  init(middleware: Around..., queue: String = "default") async throws {
    try await self.init { configuration in
      configuration.middleware = middleware
      configuration.defaultQueue = TaskQueue(queue)
    }
  }

  /// What was sent to a queue so far.
  func counters(of queue: String = "default") throws -> SendCounters {
    try broker.status(of: queue).counters
  }

  /// Sends a task for each number; all must be accepted.
  func enqueue(
    _ key: TaskKey<Int, NoValue>, _ numbers: some Sequence<Int>,
    options: SendOptions = SendOptions()
  ) async throws {
    for outcome in await broker.enqueueAll(key, Array(numbers), options: options) {
      _ = try outcome.get()
    }
  }

  /// The letters' texts that can be received now, in the order in which they are.
  func letters(in queue: QueueName = queue) async throws -> [String] {
    var texts: [String] = []
    while true {
      let messages = try await double.queues.receive(
        from: queue, ReceiveOptions(maxMessages: 10, visibilityTimeout: .seconds(60)))
      guard !messages.isEmpty else { return texts }
      for message in messages {
        texts.append(Letter.text(of: try TaskIQFormat().decode(message)))
        try await double.queues.delete(message.receipt, from: queue)
      }
    }
  }
}
