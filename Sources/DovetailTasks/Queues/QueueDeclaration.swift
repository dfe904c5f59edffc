package import DovetailTransport

/// Makes or looks up the queues of a broker.
struct QueueDeclaration {
  private let administration: any QueueAdministration
  private let configuration: BrokerConfiguration
  private let createsQueues: Bool

  init(_ services: BrokerServices, _ configuration: BrokerConfiguration) {
    administration = services.administration
    createsQueues = configuration.createsQueues ?? services.createsQueues
    self.configuration = configuration
  }

  /// Sees to it that the queue is there; one that exists is left as it is.
  func prepare(_ declared: TaskQueue) async throws -> QueueRoute {
    let name = try configuration.fullName(of: declared.name)
    return QueueRoute(declared, name, try await attributes(of: declared, name))
  }

  private func attributes(
    of declared: TaskQueue, _ name: QueueName
  ) async throws -> QueueAttributes {
    let found: QueueAttributes
    do {
      found = try await administration.attributes(of: name)
    } catch let error as TransportError where error.code == .queueDoesNotExist {
      guard declared.isCreated ?? createsQueues else { throw error }
      try await create(declared, name)
      return try await administration.attributes(of: name)
    }
    try check(found, of: declared, name)
    return found
  }

  /// Throws when a queue that exists lacks what its declaration relies on.
  private func check(
    _ found: QueueAttributes, of declared: TaskQueue, _ name: QueueName
  ) throws(TaskError) {
    guard name.isFIFO, declared.deduplication == .content else { return }
    guard found[.contentBasedDeduplication] == "true" else {
      throw TaskError(
        .invalidOption,
        "The queue \(name) is declared to tell duplicates by content, but has no "
          + "ContentBasedDeduplication. Set that attribute, or declare deduplication: .taskID.")
    }
  }

  private func create(_ declared: TaskQueue, _ name: QueueName) async throws {
    var attributes = declared.attributes
    if name.isFIFO { attributes[.fifoQueue] = "true" }
    attributes.visibilityTimeout =
      attributes.visibilityTimeout ?? declared.visibilityTimeout ?? configuration.visibilityTimeout
    attributes.retention = attributes.retention ?? configuration.retention
    if name.isFIFO, declared.deduplication == .content {
      attributes[.contentBasedDeduplication] = "true"
    }
    if attributes[.redrivePolicy] == nil {
      attributes.redrivePolicy = try await redrivePolicy(of: declared)
    }
    try await administration.createQueue(name, attributes, tags: declared.tags)
  }

  /// Makes the dead-letter queue first: a redrive policy may only name a queue that exists.
  private func redrivePolicy(of declared: TaskQueue) async throws -> RedrivePolicy? {
    guard let target = try configuration.deadLetterQueue(of: declared) else { return nil }
    var count = configuration.maxReceiveCount(of: declared)
    if case .queue(_, let maxReceiveCount?) = declared.deadLetters { count = maxReceiveCount }
    if try await !administration.exists(target) {
      var kept = QueueAttributes()
      kept.retention = SQSLimits.retention.upperBound
      if target.isFIFO { kept[.fifoQueue] = "true" }
      try await administration.createQueue(target, kept)
    }
    let found = try await administration.attributes(of: target)
    guard let arn = found[.queueARN].flatMap(QueueARN.init) else {
      throw TaskError(.noDeadLetterQueue, "The queue \(target) tells no ARN of its own.")
    }
    return RedrivePolicy(deadLetterTarget: arn, maxReceiveCount: count)
  }
}

extension QueueName {
  /// The dead-letter queue of a queue that we make: `NAME-dlq`, `STEM-dlq.fifo`.
  package var deadLetterQueue: QueueName {
    get throws(TransportError) {
      guard isFIFO else { return try QueueName(text + "-dlq") }
      return try QueueName(text.dropLast(Self.fifoSuffix.count) + "-dlq" + Self.fifoSuffix)
    }
  }
}
