public import DovetailTasks

/// What a check-up goes by.
public struct CheckUp: Sendable {
  /// The queues and how they are worked on, as the broker of the program has it.
  public var configuration = BrokerConfiguration()
  /// Whether all queues that are there are looked at, up to 1,000, in place of those of the
  /// configuration; each as its default queue.
  public var looksAtAllQueues = false
  /// The longest time-out of a task; nil: tasks have none.
  public var taskTimeout: Duration?
  /// Whether the program receives, beside sending.
  public var receives = true
  /// Whether a file's time is let go on with the clock's, if that has been set back.
  ///
  /// Nobody else may have the file open then.
  public var resetsClock = false

  /// Looks at the default queue of a worker.
  public init() {}
}
