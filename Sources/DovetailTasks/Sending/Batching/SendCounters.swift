public import DovetailTransport

/// What a broker has sent to one queue since it was opened.
public struct SendCounters: Hashable, Sendable {
  /// Messages that the queue has accepted.
  public internal(set) var accepted = 0
  /// Messages that were given up: refused, or not accepted after the last attempt.
  public internal(set) var failed = 0
  /// Of the failed ones, those whose attempts were used up, or whose order was broken.
  public internal(set) var exhausted = 0
  /// Attempts that failed and were, or will be, followed by another.
  public internal(set) var retried = 0
  /// Messages that were taken back before they were sent: by a clear, or by a cancelled caller.
  public internal(set) var withdrawn = 0
  /// Requests that were made.
  public internal(set) var requests = 0
  /// Requests that were closed for their bytes, with room for another message by count.
  public internal(set) var splits = 0
  /// Calls that waited because the buffer was full.
  public internal(set) var bufferOverflows = 0
  /// Calls that were refused because their message was too large.
  public internal(set) var oversized = 0
  /// When the last request was made.
  public internal(set) var lastRequestAt: Timestamp?
  /// When the last message was added.
  public internal(set) var lastEntryAt: Timestamp?

  /// Makes counters at zero.
  public init() {}
}
