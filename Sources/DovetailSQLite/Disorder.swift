/// How standard queues misbehave on purpose, as those of SQS may: for finding tasks that count on more
/// than is promised.
///
/// FIFO queues are left alone. Shares are from 0, never, to 1, always; by default all are 0.
///
/// Source: SQS developer guide, "Amazon SQS at-least-once delivery" and "Short and long polling".
public struct Disorder: Hashable, Sendable {
  /// The share of messages that stay visible at their first receive, and so are delivered twice.
  public var duplicates = 0.0
  /// The share of receives that take any visible messages instead of the first.
  public var reorderings = 0.0
  /// The share of receives that take fewer messages than they may, but at least one.
  public var shortBatches = 0.0
  /// The same seed makes the same disorder of the same calls.
  public var seed: UInt64

  /// Makes a disorder; see the properties for ranges.
  public init(
    duplicates: Double = 0, reorderings: Double = 0, shortBatches: Double = 0, seed: UInt64 = 0
  ) {
    self.duplicates = duplicates
    self.reorderings = reorderings
    self.shortBatches = shortBatches
    self.seed = seed
  }
}
