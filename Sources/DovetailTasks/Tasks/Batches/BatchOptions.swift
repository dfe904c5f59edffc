/// How batches are gathered and run.
struct BatchOptions: Sendable {
  /// The most messages of a call, 1 to 10,000.
  let limit: Int
  /// How long the first message waits for others, 0 s or more.
  let linger: Duration
  /// How a failed run of a message is repeated; nil: as the broker says.
  let retry: RetryPolicy?
  /// Cancels a call that takes longer; nil: no limit.
  let timeout: Duration?
}
