internal import DovetailTransport

extension QueueAdministrationContract {
  /// Source: SQS API reference, CreateQueue and SetQueueAttributes, the attributes of FIFO queues.
  static let fifoAttributes: [Claim<QueueAdministrationSubject>] =
    [
      ("ContentBasedDeduplication", "false", "1.1/content-based-deduplication"),
      ("DeduplicationScope", "queue", "1.1/deduplication-scope"),
      ("FifoThroughputLimit", "perQueue", "1.1/throughput-limit"),
    ].map(isDefault)
    + [
      ("ContentBasedDeduplication", "yes", "1.1/content-based-deduplication"),
      ("DeduplicationScope", "messages", "1.1/deduplication-scope"),
      ("FifoThroughputLimit", "perGroup", "1.1/throughput-limit"),
    ].map(refusesValue)
    + [
      ("ContentBasedDeduplication", "false", "1.1/content-based-deduplication-standard"),
      ("DeduplicationScope", "queue", "1.1/deduplication-scope-standard"),
      ("FifoThroughputLimit", "perQueue", "1.1/throughput-limit-standard"),
      ("FifoQueue", "false", "1.1/fifo-queue-false-on-create"),
    ].map(refusesOnStandard)
    + types + throughput

  /// What makes a queue a FIFO queue, for good.
  private static let types: [Claim<QueueAdministrationSubject>] = [
    Claim(
      "FifoQueue of a FIFO queue may be set to true, and to nothing else",
      rows: "1.1/fifo-queue-true-again", "1.1/fifo-queue-create-only"
    ) { subject in
      let queue = try await subject.makeFIFOQueue()

      try await subject.set([.fifoQueue: "true"], on: queue)
      try await expectError(.invalidAttributeValue, "to set it to false") {
        try await subject.set([.fifoQueue: "false"], on: queue)
      }

      try expect(try await subject.attribute(.fifoQueue, of: queue), is: "true", "FifoQueue")
    },
    Claim("a FIFO queue's name may have 80 characters with its suffix", rows: "1.2/fifo-name") {
      subject in
      let text = subject.queuePrefix + String(repeating: "x", count: 75)

      try await subject.create(QueueName(text.prefix(75) + ".fifo"), [.fifoQueue: "true"])
      try await expectError(.invalidParameterValue, "81 characters") {
        try await subject.create(QueueName(text.prefix(76) + ".fifo"), [.fifoQueue: "true"])
      }
    },
    Claim("a FIFO queue without the suffix is refused", rows: "1.2/fifo-queue-without-suffix") {
      subject in
      let name = try subject.unusedName()

      try await expectError(.invalidParameterValue, "the creation") {
        try await subject.create(name, [.fifoQueue: "true"])
      }
    },
    Claim(
      "a wrong attribute is told before a name of the wrong type", rows: "2.1/create-order"
    ) { subject in
      let name = try subject.unusedName()

      try await expectError(.invalidAttributeValue, "the creation") {
        try await subject.create(name, [.fifoQueue: "true", .delaySeconds: "901"])
      }
    },
    Claim(
      "a queue with the suffix that is no FIFO queue is refused",
      rows: "1.2/suffix-without-fifo-queue"
    ) { subject in
      let name = try QueueName(subject.unusedName().text + ".fifo")

      try await expectError(.invalidParameterValue, "the creation") {
        try await subject.create(name)
      }
    },
  ]

  private static let throughput: [Claim<QueueAdministrationSubject>] = [
    Claim(
      "a limit for each group needs the scope of groups", rows: "1.1/throughput-limit-needs-scope"
    ) { subject in
      let queue = try await subject.makeFIFOQueue()
      let limit = QueueAttributeName(rawValue: "FifoThroughputLimit")
      let scope = QueueAttributeName(rawValue: "DeduplicationScope")

      try await expectError(.invalidParameterValue, "the limit alone") {
        try await subject.set([limit: "perMessageGroupId"], on: queue)
      }
      try await subject.set([limit: "perMessageGroupId", scope: "messageGroup"], on: queue)

      try expect(
        try await subject.attribute(limit, of: queue), is: "perMessageGroupId", "the limit")
      try expect(try await subject.attribute(scope, of: queue), is: "messageGroup", "the scope")
    }
  ]

  private static func isDefault(
    _ name: String, _ value: String, row: String
  ) -> Claim<QueueAdministrationSubject> {
    Claim("a FIFO queue's \(name) is \(value) unless it is given one", rows: row) { subject in
      let queue = try await subject.makeFIFOQueue()

      let found = try await subject.attribute(QueueAttributeName(rawValue: name), of: queue)

      try expect(found, is: value, name)
    }
  }

  private static func refusesValue(
    _ name: String, _ value: String, row: String
  ) -> Claim<QueueAdministrationSubject> {
    Claim("\(name) of \"\(value)\" is refused", rows: row) { subject in
      let queue = try await subject.makeFIFOQueue()

      try await expectError(.invalidAttributeValue, "the change") {
        try await subject.set([QueueAttributeName(rawValue: name): value], on: queue)
      }
    }
  }

  private static func refusesOnStandard(
    _ name: String, _ value: String, row: String
  ) -> Claim<QueueAdministrationSubject> {
    Claim("a standard queue is not created with \(name)", rows: row) { subject in
      let queue = try subject.unusedName()

      try await expectError(.invalidAttributeName, "the creation") {
        try await subject.create(queue, [QueueAttributeName(rawValue: name): value])
      }

      let exists = try await subject.administration.exists(queue)
      try expect(!exists, "Expected no queue after the refused creation.")
    }
  }
}

extension QueueAdministrationSubject {
  /// Makes a FIFO queue with a name of its own.
  fileprivate func makeFIFOQueue() async throws -> QueueName {
    let name = try QueueName(unusedName().text + ".fifo")
    try await create(name, [.fifoQueue: "true"])
    return name
  }
}
