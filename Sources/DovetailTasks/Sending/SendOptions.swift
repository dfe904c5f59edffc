public import DovetailTransport

/// How a task is sent; what is nil is as the next wider level says.
///
/// Options are given for a call, for a task, and for a broker as a whole; the nearest that says
/// something wins, and labels of all three travel with the task.
///
/// ```swift
/// try await broker.enqueue(Tasks.resize, "cat.png", 320, options: .delay(.seconds(300)).attempts(8))
/// ```
public struct SendOptions: Codable, Hashable, Sendable {
  /// The queue, without the broker's prefix.
  public var queue: String?
  /// Names the call; by default the broker mints an id.
  ///
  /// For a call only.
  public var id: TaskID?
  /// Hides the task at first, 0 s to 366 days; over 900 s a worker sends it on until its time has come.
  ///
  /// A FIFO queue takes none.
  public var delay: Duration?
  /// The group, 1 to 128 ASCII letters, digits and punctuation marks; on a FIFO queue the task's name
  /// by default.
  public var group: String?
  /// Tells duplicates apart on a FIFO queue, 1 to 128 ASCII letters, digits and punctuation marks.
  ///
  /// For a call only.
  public var deduplicationID: String?
  /// Names a call that is to be sent once, however often it is made.
  ///
  /// For one call only; the broker needs a blob store.
  public var once: OnceKey?
  /// Whether the message goes in a request of its own.
  public var skipsBatching: Bool?
  /// How long the message waits for others to share its request, 0 s to 60 s.
  public var linger: Duration?
  /// Cancels a run that takes longer, over 0 s.
  public var timeout: Duration?
  /// How often the task may run, at least 1.
  public var attempts: Int?
  /// How failed runs are repeated; a custom policy cannot travel with a call.
  ///
  /// `attempts`, if given too, goes before the policy's own.
  public var retry: RetryPolicy?
  /// Whether a worker keeps the task's result; nil: it does.
  ///
  /// If not, neither a value nor an error is stored, and who asks for it is told so at once.
  public var keepsResult: Bool?
  /// What else travels with the task, for its body and for other systems to read.
  ///
  /// Those that TaskIQ's brokers look at (`queue`, `delay`, `group_id`, `skip_batching`, `timeout`,
  /// `max_retries`), and `no_result`, stand for the options, unless these are given too.
  public var labels: [String: LabelValue] = [:]
  /// Attributes of the message, beside its body; they count towards its size.
  public var attributes: [String: MessageAttribute] = [:]

  /// Makes options that say nothing.
  public init() {}
}
