import DovetailTransport

/// Makes or looks up the queues of a broker.
struct QueueDeclaration {
  private let administration: any QueueAdministration
  private let configuration: BrokerConfiguration

  init(_ administration: any QueueAdministration, _ configuration: BrokerConfiguration) {
    self.administration = administration
    self.configuration = configuration
  }

  /// Sees to it that the queue is there.
  ///
  /// One that exists is left as it is.
  func prepare(_ queue: QueueName) async throws {
    do {
      _ = try await administration.attributes(of: queue)
    } catch let error as TransportError where error.code == .queueDoesNotExist {
      guard configuration.createsQueues else { throw error }
      try await create(queue)
    }
  }

  /// Makes the dead-letter queue first: a redrive policy may only name a queue that exists.
  private func create(_ queue: QueueName) async throws {
    let deadLetterQueue = try queue.deadLetterQueue
    var kept = QueueAttributes()
    kept.retention = SQSLimits.retention.upperBound
    if try await !administration.exists(deadLetterQueue) {
      try await administration.createQueue(deadLetterQueue, kept)
    }
    let found = try await administration.attributes(of: deadLetterQueue)
    guard let arn = found[.queueARN].flatMap(QueueARN.init) else {
      throw TaskError(.noDeadLetterQueue, "The queue \(deadLetterQueue) tells no ARN of its own.")
    }
    var attributes = QueueAttributes()
    attributes.visibilityTimeout = configuration.visibilityTimeout
    attributes.retention = configuration.retention
    attributes.redrivePolicy = RedrivePolicy(
      deadLetterTarget: arn, maxReceiveCount: configuration.maxReceiveCount)
    try await administration.createQueue(queue, attributes)
  }
}

extension QueueName {
  /// The dead-letter queue of a queue that we make: `NAME-dlq`, `STEM-dlq.fifo`.
  var deadLetterQueue: QueueName {
    get throws(TransportError) {
      guard isFIFO else { return try QueueName(text + "-dlq") }
      return try QueueName(text.dropLast(Self.fifoSuffix.count) + "-dlq" + Self.fifoSuffix)
    }
  }
}

extension BrokerConfiguration {
  /// Throws for what is out of its range, before anything is made.
  func check() throws(TaskError) {
    guard visibilityTimeout >= .seconds(1), SQSLimits.visibilityTimeout.contains(visibilityTimeout)
    else {
      throw TaskError(
        .invalidOption,
        "The visibility timeout must be 1 s to 12 h; it is \(visibilityTimeout.inSeconds) s.")
    }
    guard SQSLimits.waitTime.contains(waitTime) else {
      throw TaskError(
        .invalidOption, "The wait time must be 0 s to 20 s; it is \(waitTime.inSeconds) s.")
    }
    guard SQSLimits.retention.contains(retention) else {
      throw TaskError(
        .invalidOption, "The retention must be 60 s to 14 days; it is \(retention.inSeconds) s.")
    }
  }
}
