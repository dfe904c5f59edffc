public import DovetailTransport

/// A queue of a broker: its name, how it is made if it does not exist, and how it is worked on.
///
/// A name that ends in `.fifo` makes it a FIFO queue. What is nil is as the broker says.
///
/// ```swift
/// configuration.queues = [
///   "emails",
///   TaskQueue("billing.fifo") { $0.visibilityTimeout = .seconds(300) },
/// ]
/// ```
public struct TaskQueue: Hashable, Sendable {
  /// The queue's name without the broker's prefix: what tasks and calls name it by.
  public var name: String
  /// Whether the queue is made when it does not exist; nil: as the broker says.
  public var isCreated: Bool?
  /// The attributes that it is made with, beside those that follow from the broker's settings.
  public var attributes = QueueAttributes()
  /// The tags that it is made with, up to 50.
  public var tags: [String: String] = [:]
  /// Where its tasks go that failed for good.
  public var deadLetters = DeadLetterQueue.automatic
  /// The most messages of one receive, 1 to 10.
  public var receiveBatch = SQSLimits.batchEntries
  /// How long a receive waits for a task, 0 s to 20 s.
  public var waitTime: Duration?
  /// How long a receive hides a task, 1 s to 12 h; it is renewed while the task runs.
  public var visibilityTimeout: Duration?
  /// How many of its tasks a worker runs at once, at least 1; nil: as many as the worker runs at all.
  public var concurrency: Int?
  /// How failed runs of its tasks are repeated, unless their handler or call says otherwise.
  public var retry: RetryPolicy?
  /// Whether tasks of a standard queue that name no group get their own name as one.
  ///
  /// Then no task's messages starve those of the others. On a FIFO queue it changes nothing.
  public var isFair = false
  /// Whether workers in Python receive from it too.
  ///
  /// Then nothing is sent to it that only a worker of Dovetail understands: no delay over 900 s.
  public var isShared = false
  /// What a FIFO queue tells duplicates by when a call does not say.
  public var deduplication = Deduplication.taskID
  /// How its tasks are batched.
  public var batching: BatchingOptions?

  /// Names a queue and changes what is not to be as the defaults.
  public init(_ name: String, _ change: (inout TaskQueue) -> Void = { _ in }) {
    self.name = name
    change(&self)
  }
}

extension TaskQueue {
  /// Where the tasks of a queue go that failed for good.
  public enum DeadLetterQueue: Hashable, Sendable {
    /// `NAME-dlq`, or `STEM-dlq.fifo`, made with the queue.
    case automatic
    /// The queue of that name, without the broker's prefix; made if queues are made.
    ///
    /// `maxReceiveCount`, 1 to 1,000: how often SQS lets a message be received before it moves it by
    /// itself; nil: well above what the worker does.
    case queue(String, maxReceiveCount: Int? = nil)
    /// None: a worker then only starts with `deadLetters: .discard`.
    case none
  }

  /// What a FIFO queue tells duplicates by.
  public enum Deduplication: Hashable, Sendable {
    /// The task's id: no two calls are duplicates, only repetitions of one.
    case taskID
    /// The message's body: the queue drops a call that equals one of the last 5 minutes.
    ///
    /// The queue must have the attribute ContentBasedDeduplication; a queue that is made gets it.
    /// With a format whose body holds the task's id, give the id too.
    case content
  }
}

extension TaskQueue: ExpressibleByStringLiteral {
  /// Names a queue that is as the defaults say.
  public init(stringLiteral name: String) {
    self.init(name)
  }
}
