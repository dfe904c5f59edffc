public import DovetailTransport
public import Logging

/// How a broker sends, and what its workers go by; every default stands here.
public struct BrokerConfiguration: Sendable {
  /// Where tasks go that name no queue.
  public var defaultQueue = "default"
  /// The queues beside the default one.
  public var queues: [String] = []
  /// How a failed run is repeated, unless its handler says otherwise.
  public var retry = RetryPolicy.exponential()
  /// How long a receive hides a task, 1 s to 12 h; it is renewed while the task runs.
  public var visibilityTimeout: Duration = .seconds(60)
  /// How long a receive waits for a task, 0 s to 20 s.
  public var waitTime: Duration = .seconds(20)
  /// How long created queues keep a task, 60 s to 14 days.
  public var retention: Duration = SQSLimits.retention.upperBound
  /// Whether queues are made that do not exist, each with a dead-letter queue `NAME-dlq`; if not, they
  /// are only looked up.
  public var createsQueues = true
  /// What stands in a message's body.
  public var format: any TaskFormat = TaskIQFormat()
  /// Where ids and jitter come from.
  public var random = RandomSource.system
  /// Makes task ids; by default ordered by time, so that results stored together stand together.
  public var makeTaskID: @Sendable (Timestamp, RandomSource) -> TaskID = { now, random in
    TaskID(rawValue: UniqueID.timeOrdered(at: now, from: random).hexString)
  }
  /// Logs retries, dead letters and lost leases.
  public var logger = Logger(label: "dovetail")

  /// Makes the defaults.
  public init() {}

  /// How often a message is received before SQS itself moves it: the backstop for crashes, well above
  /// what the worker does.
  var maxReceiveCount: Int {
    min(max(20, 4 * min(retry.maxAttempts, 250)), SQSLimits.maxReceiveCount.upperBound)
  }
}
