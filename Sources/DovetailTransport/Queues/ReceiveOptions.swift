/// How to receive; the defaults are those of SQS.
public struct ReceiveOptions: Hashable, Sendable {
  /// At most this many messages, 1 to 10.
  public var maxMessages = 1
  /// Hides what is received for this long, 0 s to 12 h; nil: the queue's own timeout.
  public var visibilityTimeout: Duration?
  /// Waits this long for the first message, 0 s to 20 s; nil: the queue's own wait.
  public var waitTime: Duration?
  /// Names this attempt on a FIFO queue, 1 to 128 ASCII letters, digits and punctuation marks.
  ///
  /// Within 5 minutes the same receive with the same id returns the same messages, by the same
  /// handles and hidden anew, unless one of them has been deleted or had its visibility changed.
  public var attemptID: String?

  /// Makes options; see the properties for ranges.
  public init(
    maxMessages: Int = 1, visibilityTimeout: Duration? = nil, waitTime: Duration? = nil,
    attemptID: String? = nil
  ) {
    self.maxMessages = maxMessages
    self.visibilityTimeout = visibilityTimeout
    self.waitTime = waitTime
    self.attemptID = attemptID
  }
}

/// A new visibility timeout for one received message.
public struct VisibilityChange: Hashable, Sendable {
  /// Which receive.
  public var receipt: ReceiptHandle
  /// How long from now it stays hidden, 0 s to 12 h after its receive; whole seconds on SQS.
  public var timeout: Duration

  /// Makes a change.
  public init(receipt: ReceiptHandle, timeout: Duration) {
    self.receipt = receipt
    self.timeout = timeout
  }
}
