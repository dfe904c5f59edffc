public import DovetailTransport
public import Logging
public import Metrics

/// How a broker sends, and what its workers go by; every default stands here.
public struct BrokerConfiguration: Sendable {
  /// Where tasks go that name no queue.
  public var defaultQueue: TaskQueue = "default"
  /// The queues beside the default one.
  public var queues: [TaskQueue] = []
  /// Put before the name of every queue that the broker makes or looks up: "staging-".
  public var namePrefix = ""
  /// How tasks are sent that do not say otherwise; not for a queue, an id or a de-duplication id.
  public var options = SendOptions()
  /// How messages are batched, unless their queue says otherwise.
  public var batching = BatchingOptions()
  /// How messages travel that are too large for their queue.
  public var payloads = PayloadOptions()
  /// What stands around the sending of each task, the first outermost.
  public var middleware: [any SendMiddleware] = []
  /// What stands around each run of a task in the broker's workers, the first outermost.
  public var runMiddleware: [any RunMiddleware] = []
  /// How a failed run is repeated, unless its queue, its handler or its call says otherwise.
  public var retry = RetryPolicy.exponential()
  /// How long a receive hides a task, 1 s to 12 h; it is renewed while the task runs.
  public var visibilityTimeout: Duration = .seconds(60)
  /// How long a receive waits for a task, 0 s to 20 s.
  public var waitTime: Duration = .seconds(20)
  /// How long created queues keep a task, 60 s to 14 days.
  public var retention: Duration = SQSLimits.retention.upperBound
  /// How long a result is kept, at least 1 s: who asks for it later is told that it has expired.
  public var resultLifetime: Duration = .seconds(7 * 86_400)
  /// How much time is between two reports of a run's progress that are stored, 0 s or more.
  public var progressInterval: Duration = .seconds(1)
  /// Whether queues are made that do not exist, each with a dead-letter queue `NAME-dlq`; if not, they
  /// are only looked up; nil: as the place has it, which makes them in memory and in a file, and looks
  /// them up on Amazon SQS.
  public var createsQueues: Bool?
  /// How long a shutdown goes on trying to send what is held.
  public var drainTimeout: Duration = .seconds(25)
  /// What stands in a message's body.
  public var format: any TaskFormat = TaskIQFormat()
  /// What stands in a stored result, where the broker is opened by a URL; a result backend that is given
  /// has a format of its own.
  public var resultFormat: any ResultFormat = TaskIQResultFormat()
  /// Told of each task of `enqueueLater` that was given up; it is logged in any case.
  public var onDrop: @Sendable (DroppedTask) -> Void = { _ in }
  /// Where ids and jitter come from.
  public var random = RandomSource.system
  /// Makes task ids; by default ordered by time, so that results stored together stand together.
  public var makeTaskID: @Sendable (Timestamp, RandomSource) -> TaskID = { now, random in
    TaskID(rawValue: UniqueID.timeOrdered(at: now, from: random).hexString)
  }
  /// Logs retries, dead letters, lost leases and dropped tasks.
  public var logger = Logger(label: "dovetail")
  /// Makes the metrics; nil: as swift-metrics is set up when the broker is made.
  public var metrics: (any MetricsFactory)?

  /// Makes the defaults.
  public init() {}
}

extension BrokerConfiguration {
  /// All queues, the default one first.
  package var allQueues: [TaskQueue] { [defaultQueue] + queues }

  /// A queue's name with the prefix.
  package func fullName(of name: String) throws(TransportError) -> QueueName {
    try QueueName(namePrefix + name)
  }

  /// The queue for the dead letters of a queue, by its declaration; nil: there is none.
  package func deadLetterQueue(of queue: TaskQueue) throws(TransportError) -> QueueName? {
    switch queue.deadLetters {
    case .none: nil
    case .automatic: try fullName(of: queue.name).deadLetterQueue
    case .queue(let other, _): try fullName(of: other)
    }
  }

  /// How often a message of a queue is received before SQS itself moves it: the backstop for crashes, well
  /// above what the worker does.
  package func maxReceiveCount(of queue: TaskQueue) -> Int {
    let attempts = min((queue.retry ?? retry).maxAttempts, 250)
    return min(max(20, 4 * attempts), SQSLimits.maxReceiveCount.upperBound)
  }

  /// Throws for what is out of its range or does not go together, before anything is made.
  func check() throws {
    try visibilityTimeout.checkVisibility(of: "the broker")
    try waitTime.checkWait(of: "the broker")
    try batching.check(of: "the broker")
    guard SQSLimits.retention.contains(retention) else {
      throw TaskError(
        .invalidOption, "The retention must be 60 s to 14 days; it is \(retention.inSeconds) s.")
    }
    guard resultLifetime >= .seconds(1) else {
      throw TaskError(
        .invalidOption,
        "The lifetime of results must be at least 1 s; it is \(resultLifetime.inSeconds) s.")
    }
    guard progressInterval >= .zero else {
      throw TaskError(
        .invalidOption,
        "The interval of progress must be 0 s or more; it is \(progressInterval.inSeconds) s.")
    }
    try checkOptions()
    var names: Set<String> = []
    for queue in allQueues {
      try queue.check()
      let name = try fullName(of: queue.name)
      guard names.insert(queue.name).inserted else {
        throw TaskError(.invalidOption, "The queue \"\(queue.name)\" is declared twice.")
      }
      try checkDelay(of: name)
    }
  }

  private func checkOptions() throws(TaskError) {
    try options.checkShared(by: "the broker")
    try options.checkRanges(of: "the broker")
    guard options.queue == nil, options.labels[TaskLabel.queue] == nil else {
      throw TaskError(
        .invalidOption, "The broker's options name a queue; set its defaultQueue instead.")
    }
  }

  /// A delay for all tasks cannot be kept on a FIFO queue: better told now than at every send.
  private func checkDelay(of queue: QueueName) throws(TaskError) {
    guard queue.isFIFO, let delay = try options.readingLabels(of: "the broker").delay, delay > .zero
    else { return }
    throw TaskError(
      .invalidOption,
      "The broker delays all tasks by \(delay.inSeconds) s, which the FIFO queue \(queue) cannot do. "
        + "Give the delay to tasks of other queues, or set the queue's own DelaySeconds.")
  }
}
