import DovetailTransport

/// Makes messages of calls: chooses the queue, the id and the labels, and writes the body.
struct SendPipeline: Sendable {
  let configuration: BrokerConfiguration
  let queues: [String: QueueName]
  let clock: any WallClock

  /// A call that is ready to be sent.
  struct Parcel: Sendable {
    var id: TaskID
    var queue: QueueName
    var message: OutgoingMessage
  }

  /// Makes a parcel; throws ``TaskError``, or what the format throws.
  func parcel(
    _ name: String, _ arguments: TaskArguments, taskQueue: String?, _ options: SendOptions
  ) throws -> Parcel {
    guard !name.isEmpty else { throw TaskError(.invalidOption, "A task's name is empty.") }
    let queue = try queue(options.queue ?? taskQueue ?? configuration.defaultQueue)
    try check(options, of: name)
    let id = configuration.makeTaskID(clock.now, configuration.random)
    let task = TaskMessage(id: id, name: name, labels: labels(options), arguments: arguments)
    var message = try configuration.format.encode(task)
    message.delay = options.delay
    return Parcel(id: id, queue: queue, message: message)
  }

  private func queue(_ name: String) throws -> QueueName {
    guard let queue = queues[name] else {
      let known = queues.keys.sorted().joined(separator: ", ")
      throw TaskError(
        .unknownQueue,
        "The broker has no queue \"\(name)\"; it has \(known). Name it when the broker is opened.")
    }
    return queue
  }

  private func check(_ options: SendOptions, of name: String) throws {
    if let delay = options.delay, !SQSLimits.delay.contains(delay) {
      throw TaskError(
        .invalidOption, "The delay of \(name) must be 0 s to 900 s; it is \(delay.inSeconds) s.")
    }
    if let attempts = options.attempts, attempts < 1 {
      throw TaskError(
        .invalidOption, "The attempts of \(name) must be at least 1; they are \(attempts).")
    }
  }

  /// The labels, with the options that TaskIQ too sends as labels.
  private func labels(_ options: SendOptions) -> [String: LabelValue] {
    var labels = options.labels
    if let queue = options.queue { labels[TaskLabel.queue] = .string(queue) }
    if let delay = options.delay { labels[TaskLabel.delay] = .double(delay.inSeconds) }
    if let attempts = options.attempts { labels[TaskLabel.maxRetries] = .int(attempts) }
    return labels
  }
}

/// The labels that mean something to a broker or a worker.
///
/// Source: TaskIQ's brokers and middlewares.
enum TaskLabel {
  static let queue = "queue"
  static let delay = "delay"
  /// How often a task may run: TaskIQ counts runs under this name, not repetitions.
  static let maxRetries = "max_retries"
  /// How often a Python worker has sent the task again.
  static let retries = "_retries"
}
