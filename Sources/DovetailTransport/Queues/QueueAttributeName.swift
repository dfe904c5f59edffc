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
  /// About how many messages can be received; read only.
  public static let approximateNumberOfMessages = Self(rawValue: "ApproximateNumberOfMessages")
  /// About how many messages are in flight; read only.
  public static let approximateNumberOfMessagesNotVisible = Self(
    rawValue: "ApproximateNumberOfMessagesNotVisible")
  /// About how many messages wait for their delay to end; read only.
  public static let approximateNumberOfMessagesDelayed = Self(
    rawValue: "ApproximateNumberOfMessagesDelayed")
  /// Who may do what with the queue, as an IAM document.
  public static let policy = Self(rawValue: "Policy")
  /// Which queues may name this one as their dead-letter queue, as JSON.
  public static let redriveAllowPolicy = Self(rawValue: "RedriveAllowPolicy")
  /// The key of KMS that messages are encrypted with.
  public static let kmsMasterKeyID = Self(rawValue: "KmsMasterKeyId")
  /// Seconds for which a data key of KMS is used.
  public static let kmsDataKeyReusePeriodSeconds = Self(rawValue: "KmsDataKeyReusePeriodSeconds")
  /// Whether messages are encrypted with a key of SQS's own.
  public static let sqsManagedSSEEnabled = Self(rawValue: "SqsManagedSseEnabled")
  /// Stands for all attributes where they are asked for.
  public static let all = Self(rawValue: "All")
}
