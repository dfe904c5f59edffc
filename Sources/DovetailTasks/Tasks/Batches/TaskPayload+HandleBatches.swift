extension TaskPayload {
  /// Says what a worker does with many of these tasks at once, and how it went with each.
  ///
  /// A call gets up to `limit` messages of one queue, 1 to 10,000, brought together by as many receives as
  /// it takes; it begins when there are so many, or when the first has waited for `linger`. Each keeps its own
  /// lease, attempt, result and end:
  ///
  /// - A message that the body has no answer for has failed, and so have all when it throws.
  /// - On a FIFO queue a failed message holds back those behind it in its group: they are run again after
  ///   it, whatever was answered for them.
  ///
  /// A call takes one of the worker's `concurrency`, and one of its queue's, however many messages it has;
  /// those that wait for it take none. Limits and rates of the handler count calls. `retry`: how a message is
  /// repeated; nil: as the broker says. `timeout`: cancels a call that takes longer; the shortest of its
  /// messages' own time-outs does too.
  public static func handleBatches(
    upTo limit: Int, linger: Duration = .seconds(1), retry: RetryPolicy? = nil,
    timeout: Duration? = nil,
    _ body: @escaping @Sendable ([BatchItem<Self, Output>]) async throws -> [BatchAnswer<Output>]
  ) -> TaskHandler {
    TaskHandler(
      batchesOf: task.text,
      BatchOptions(limit: limit, linger: linger, retry: retry, timeout: timeout),
      decode: { arguments, _ in try ArgumentCoder.decode(payload: Self.self, from: arguments) },
      body: body)
  }

  /// Says what a worker does with many of these tasks at once, which all succeed or fail together: when the
  /// body returns, or when it throws.
  public static func handleWholeBatches(
    upTo limit: Int, linger: Duration = .seconds(1), retry: RetryPolicy? = nil,
    timeout: Duration? = nil,
    _ body: @escaping @Sendable ([BatchItem<Self, NoValue>]) async throws -> Void
  ) -> TaskHandler where Output == NoValue {
    handleBatches(upTo: limit, linger: linger, retry: retry, timeout: timeout) { batch in
      try await body(batch)
      return batch.map { $0.succeeded() }
    }
  }
}
