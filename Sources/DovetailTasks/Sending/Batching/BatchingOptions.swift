import DovetailTransport

/// How messages wait for each other, so that several go in one request.
///
/// A message that nobody is ahead of goes at once. While a request is on its way, others gather for the
/// next one.
public struct BatchingOptions: Hashable, Sendable {
  /// The most messages of a request, 1 to 10; 1 sends each by itself.
  public var size = SQSLimits.batchEntries
  /// How long a message waits for others when a caller waits for it, 0 s to 60 s.
  public var linger: Duration = .zero
  /// How long a message of `enqueueLater` waits for others, 0 s to 1 h.
  public var interval: Duration = .seconds(1)
  /// How long a message of `enqueueLater` waits after the last one came, 0 s to 1 h.
  public var idleTimeout: Duration = .milliseconds(100)
  /// The most messages of `enqueueLater` that are held for a queue, at least 1; more wait to be taken.
  public var bufferLimit = 5000
  /// How a message is sent again that was not accepted for a reason that may pass.
  ///
  /// On a FIFO queue the last try is made within 4 minutes of the first: after 5 minutes the queue has
  /// forgotten what it was sent.
  public var retry = RetryPolicy.exponential(
    maxAttempts: 6, base: .milliseconds(200), cap: .seconds(5))
  /// Whether a request to a FIFO queue holds at most one message of a group.
  ///
  /// Then an entry that fails by itself never lets a later one of its group pass it.
  public var sendsOneOfAGroup = false
  /// The names of tasks that are not batched.
  public var skippedTasks: Set<String> = []

  /// Makes the defaults, and changes what is not to be as they are.
  public init(_ change: (inout BatchingOptions) -> Void = { _ in }) {
    change(&self)
  }

  /// Throws for what is out of its range.
  func check(of owner: String) throws(TaskError) {
    let faults = [
      ((1...SQSLimits.batchEntries).contains(size), "batch size", "1 to 10"),
      ((.zero ... .seconds(60)).contains(linger), "linger", "0 s to 60 s"),
      ((.zero ... .seconds(3600)).contains(interval), "interval", "0 s to 1 h"),
      ((.zero ... .seconds(3600)).contains(idleTimeout), "idle time-out", "0 s to 1 h"),
      (bufferLimit >= 1, "buffer limit", "at least 1"),
    ]
    for (isLegal, what, range) in faults where !isLegal {
      throw TaskError(.invalidOption, "The \(what) of \(owner) must be \(range).")
    }
  }
}
