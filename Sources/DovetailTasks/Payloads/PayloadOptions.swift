import DovetailTransport

/// How messages too large for their queue travel: the body in the blob store, a pointer in the queue.
public struct PayloadOptions: Hashable, Sendable {
  /// Messages of more bytes go by way of the blob store, attributes counted; 0 to 1 MiB.
  ///
  /// Nil: those that are over their queue's own limit.
  public var threshold: Int?
  /// Where the bodies are kept, below the folder of ``BrokerServices/blobs``; nothing else should be.
  public var prefix = "payloads"
  /// The most bytes of a body, at least 1: it is held in memory whole.
  public var largestBody = 256 * 1_048_576
  /// Other places whose bodies are read; pointers to anywhere else are not followed.
  public var trusted: [PayloadSource] = []
  /// How storing and removing a body is tried again after a fault that may pass.
  public var retry = RetryPolicy.exponential(
    maxAttempts: 4, base: .milliseconds(200), cap: .seconds(5))

  /// Makes the defaults, and changes what is not to be as they are.
  public init(_ change: (inout PayloadOptions) -> Void = { _ in }) {
    change(&self)
  }

  /// Throws for what is out of its range.
  func check(hasBlobs: Bool) throws(TaskError) {
    guard largestBody >= 1 else {
      throw TaskError(.invalidOption, "The largest body of a payload must be at least 1 byte.")
    }
    guard let threshold else { return }
    guard (0...SQSLimits.messageBytes).contains(threshold) else {
      throw TaskError(
        .invalidOption,
        "The threshold of payloads must be 0 to \(SQSLimits.messageBytes) bytes; it is \(threshold)."
      )
    }
    guard hasBlobs else {
      throw TaskError(
        .invalidOption,
        "There is a threshold of payloads, but no blob store to keep them. Give the broker's services "
          + "blobs, or no threshold.")
    }
  }
}
