internal import DovetailTransport

extension QueueAdministrationContract {
  /// Source: SQS API reference, CreateQueue, "The following attributes apply
  /// only to FIFO queues".
  static let fifoAttributes: [Claim<QueueAdministrationSubject>] = [
    Claim(
      "a FIFO queue has its own attributes, with their defaults", rows: "1.2/fifo-name",
      "1.1/content-based-deduplication", "1.1/deduplication-scope", "1.1/throughput-limit"
    ) { subject in
      let queue = try await subject.makeFIFOQueue()

      let found = try await subject.administration.attributes(of: queue)

      try expect(found[.fifoQueue], is: "true", "FifoQueue")
      try expect(found[.contentBasedDeduplication], is: "false", "ContentBasedDeduplication")
      try expect(found[.deduplicationScope], is: "queue", "DeduplicationScope")
      try expect(found[.fifoThroughputLimit], is: "perQueue", "FifoThroughputLimit")
    },
    Claim(
      "attributes of FIFO queues can be set and read back", rows: "1.1/content-based-deduplication",
      "1.1/deduplication-scope", "1.1/throughput-limit"
    ) { subject in
      let queue = try await subject.makeFIFOQueue()
      let values = [
        QueueAttributeName.contentBasedDeduplication: "true", .deduplicationScope: "messageGroup",
        .fifoThroughputLimit: "perMessageGroupId",
      ]

      try await subject.administration.setAttributes(QueueAttributes(values), of: queue)

      for (name, value) in values {
        try expect(try await subject.attribute(name, of: queue), is: value, name.rawValue)
      }
    },
    Claim(
      "values that attributes of FIFO queues do not have are refused",
      rows: "1.1/content-based-deduplication", "1.1/deduplication-scope", "1.1/throughput-limit"
    ) { subject in
      for name in [
        QueueAttributeName.contentBasedDeduplication, .deduplicationScope, .fifoThroughputLimit,
      ] {
        try await expectError(.invalidAttributeValue, "\(name.rawValue)=maybe") {
          try await subject.makeFIFOQueue([name: "maybe"])
        }
      }
    },
    Claim(
      "a standard queue has no attributes of FIFO queues",
      rows: "1.1/content-based-deduplication-standard", "1.1/deduplication-scope-standard",
      "1.1/throughput-limit-standard"
    ) { subject in
      let values = [
        QueueAttributeName.contentBasedDeduplication: "false", .deduplicationScope: "queue",
        .fifoThroughputLimit: "perQueue",
      ]
      for (name, value) in values {
        try await expectError(.invalidAttributeName, name.rawValue) {
          try await subject.makeQueue([name: value])
        }
      }
    },
    Claim(
      "a throughput limit by group needs de-duplication by group",
      rows: "1.1/throughput-limit-needs-scope"
    ) { subject in
      try await expectError(.invalidParameterValue, "the limit without the scope") {
        try await subject.makeFIFOQueue([.fifoThroughputLimit: "perMessageGroupId"])
      }
    },
    Claim("FifoQueue=false is no attribute of a new queue", rows: "1.1/fifo-queue-false-on-create")
    {
      subject in
      try await expectError(.invalidAttributeName, "FifoQueue=false") {
        try await subject.makeQueue([.fifoQueue: "false"])
      }
    },
    Claim("FifoQueue=true needs a name with .fifo", rows: "1.2/fifo-queue-without-suffix") {
      subject in
      try await expectError(.invalidParameterValue, "a name without the suffix") {
        try await subject.makeQueue([.fifoQueue: "true"])
      }
    },
    Claim("a name with .fifo needs FifoQueue=true", rows: "1.2/suffix-without-fifo-queue") {
      subject in
      let name = try QueueName(subject.unusedName().text + ".fifo")

      try await expectError(.invalidParameterValue, "a name with the suffix") {
        try await subject.create(name)
      }
    },
    Claim(
      "a FIFO queue stays one", rows: "1.1/fifo-queue-create-only", "1.1/fifo-queue-true-again"
    ) { subject in
      let queue = try await subject.makeFIFOQueue()

      try await subject.administration.setAttributes(
        QueueAttributes([.fifoQueue: "true"]), of: queue)
      try await expectError(.invalidAttributeValue, "FifoQueue=false") {
        try await subject.administration.setAttributes(
          QueueAttributes([.fifoQueue: "false"]), of: queue)
      }
    },
  ]
}

extension QueueAdministrationSubject {
  /// Makes a FIFO queue with a name of its own.
  @discardableResult
  fileprivate func makeFIFOQueue(
    _ attributes: [QueueAttributeName: String] = [:]
  ) async throws -> QueueName {
    let name = try QueueName(unusedName().text + ".fifo")
    try await create(name, attributes.merging([.fifoQueue: "true"]) { given, _ in given })
    return name
  }
}
