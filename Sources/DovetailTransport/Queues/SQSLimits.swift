/// The quotas of Amazon SQS that Dovetail holds to, each in one place.
///
/// Source: Amazon SQS developer guide, "Amazon SQS quotas", and the API reference.
public enum SQSLimits {
  /// The longest queue name, in characters, `.fifo` included.
  public static let queueNameLength = 80
  /// The most entries of a batch, and the most messages of one receive.
  public static let batchEntries = 10
  /// The most bytes of one message, bodies and attributes together, and of one batch.
  public static let messageBytes = 1_048_576
  /// The fewest bytes that a queue's own maximum may allow.
  public static let smallestMaximumMessageBytes = 1024
  /// How long a message or a queue may delay.
  public static let delay: ClosedRange<Duration> = .zero ... .seconds(900)
  /// How long a receive may hide a message.
  public static let visibilityTimeout: ClosedRange<Duration> = .zero ... .seconds(43_200)
  /// How long a queue hides what is received, unless it says otherwise.
  public static let defaultVisibilityTimeout: Duration = .seconds(30)
  /// How long a receive may wait for a message.
  public static let waitTime: ClosedRange<Duration> = .zero ... .seconds(20)
  /// How long a queue may keep a message.
  public static let retention: ClosedRange<Duration> = .seconds(60) ... .seconds(1_209_600)
  /// How long a queue keeps a message that does not say.
  public static let defaultRetention: Duration = .seconds(345_600)
  /// How often a message may be received before it is moved to a dead-letter queue.
  public static let maxReceiveCount: ClosedRange<Int> = 1...1000
  /// The most message attributes.
  public static let messageAttributes = 10
  /// The longest name or type of a message attribute, in bytes.
  public static let attributeNameBytes = 256
  /// The longest group id, de-duplication id or receive attempt's id, in characters.
  public static let groupIDLength = 128
  /// How many queues a page of a list may have.
  public static let queuePageSize: ClosedRange<Int> = 1...1000
  /// The most source queues that a redrive-allow policy names.
  public static let redriveAllowSources = 10
  /// How long a data key of KMS may be used.
  public static let dataKeyReuse: ClosedRange<Duration> = .seconds(60) ... .seconds(86_400)
  /// How many messages a second a move task may be told to move.
  public static let moveTaskRate: ClosedRange<Int> = 1...500
  /// How many move tasks a list may have.
  public static let moveTaskPageSize: ClosedRange<Int> = 1...10
  /// The most move tasks of an account that run at once.
  public static let activeMoveTasks = 100
  /// The most statements of a queue's policy.
  public static let statementsOfPolicy = 20
  /// The most actions of a statement.
  public static let actionsOfStatement = 7
  /// The most tags of a queue.
  public static let tags = 50
  /// The longest key of a tag, in characters.
  public static let tagKeyLength = 128
  /// The longest value of a tag, in characters.
  public static let tagValueLength = 256
  /// How long the name of a deleted queue rests, and a queue between two purges.
  public static let queueRest: Duration = .seconds(60)
  /// How long a FIFO queue remembers what it was sent, and a receive attempt.
  public static let deduplicationWindow: Duration = .seconds(300)
  /// The most messages of a queue that are hidden by a receive.
  public static let inFlightMessages = 120_000
  /// The first messages of a FIFO queue, among which a receive looks for groups.
  public static let fifoLookAheadMessages = 120_000
}
