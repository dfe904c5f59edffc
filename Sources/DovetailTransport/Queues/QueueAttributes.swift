/// The attributes of a queue, by the names and in the text form of SQS.
///
/// Kept as text, since that is what travels and what is echoed; the properties read and write the
/// common ones as values. An attribute that is absent takes its default.
///
/// Source: SQS API reference, SetQueueAttributes and GetQueueAttributes.
public struct QueueAttributes: Hashable, Sendable {
  /// The attributes that are set.
  public var values: [QueueAttributeName: String]

  /// Makes attributes from their text form.
  public init(_ values: [QueueAttributeName: String] = [:]) {
    self.values = values
  }

  /// The text of one attribute; nil when it is not set.
  public subscript(name: QueueAttributeName) -> String? {
    get { values[name] }
    set { values[name] = newValue }
  }

  /// Hides messages when they are sent, 0 s to 900 s; by default 0 s.
  public var delay: Duration? {
    get { seconds(.delaySeconds) }
    set { set(.delaySeconds, newValue) }
  }

  /// Hides messages when they are received, 0 s to 12 h; by default 30 s.
  public var visibilityTimeout: Duration? {
    get { seconds(.visibilityTimeout) }
    set { set(.visibilityTimeout, newValue) }
  }

  /// Keeps messages this long, 60 s to 14 days; by default 4 days.
  public var retention: Duration? {
    get { seconds(.messageRetentionPeriod) }
    set { set(.messageRetentionPeriod, newValue) }
  }

  /// How long a receive waits that does not say, 0 s to 20 s; by default 0 s.
  public var receiveWaitTime: Duration? {
    get { seconds(.receiveMessageWaitTimeSeconds) }
    set { set(.receiveMessageWaitTimeSeconds, newValue) }
  }

  /// The most bytes of a message, 1,024 to 1,048,576; by default 1,048,576.
  public var maximumMessageSize: Int? {
    get { self[.maximumMessageSize].flatMap { Int($0) } }
    set { self[.maximumMessageSize] = newValue.map { String($0) } }
  }

  /// Where messages go that were received too often; nil when none is set or it cannot be read.
  public var redrivePolicy: RedrivePolicy? {
    get { self[.redrivePolicy].flatMap { try? RedrivePolicy(json: $0) } }
    set { self[.redrivePolicy] = newValue?.json }
  }

  private func seconds(_ name: QueueAttributeName) -> Duration? {
    self[name].flatMap { Int64($0) }.map { .seconds($0) }
  }

  private mutating func set(_ name: QueueAttributeName, _ duration: Duration?) {
    self[name] = duration.map { String($0.wholeSeconds) }
  }
}

/// The name of a queue's attribute, as SQS spells it.
public struct QueueAttributeName: RawRepresentable, Hashable, Sendable {
  /// The name's text.
  public var rawValue: String

  /// Takes any text; whether SQS knows it, the queue finds out.
  public init(rawValue: String) {
    self.rawValue = rawValue
  }

  /// Seconds for which a message is hidden when it is sent.
  public static let delaySeconds = Self(rawValue: "DelaySeconds")
  /// The most bytes of a message.
  public static let maximumMessageSize = Self(rawValue: "MaximumMessageSize")
  /// Seconds for which a message is kept.
  public static let messageRetentionPeriod = Self(rawValue: "MessageRetentionPeriod")
  /// Seconds for which a receive waits that does not say.
  public static let receiveMessageWaitTimeSeconds = Self(rawValue: "ReceiveMessageWaitTimeSeconds")
  /// Seconds for which a message is hidden when it is received.
  public static let visibilityTimeout = Self(rawValue: "VisibilityTimeout")
  /// Where messages go that were received too often, as JSON.
  public static let redrivePolicy = Self(rawValue: "RedrivePolicy")
  /// `true` on a FIFO queue.
  public static let fifoQueue = Self(rawValue: "FifoQueue")
  /// `true` when a FIFO queue makes de-duplication ids of bodies.
  public static let contentBasedDeduplication = Self(rawValue: "ContentBasedDeduplication")
  /// `queue`, or `messageGroup` when groups do not share de-duplication ids.
  public static let deduplicationScope = Self(rawValue: "DeduplicationScope")
  /// `perQueue` or `perMessageGroupId`.
  public static let fifoThroughputLimit = Self(rawValue: "FifoThroughputLimit")
  /// The queue's ARN; read only.
  public static let queueARN = Self(rawValue: "QueueArn")
  /// When the queue was made, in seconds since 1970; read only.
  public static let createdTimestamp = Self(rawValue: "CreatedTimestamp")
  /// When its attributes last changed, in seconds since 1970; read only.
  public static let lastModifiedTimestamp = Self(rawValue: "LastModifiedTimestamp")
}
