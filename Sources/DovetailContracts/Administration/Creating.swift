internal import DovetailTransport

extension QueueAdministrationContract {
  /// Source: SQS API reference, CreateQueue.
  static let creating: [Claim<QueueAdministrationSubject>] = [
    Claim("a created queue exists", rows: "2.1/create-usable") { subject in
      let queue = try await subject.makeQueue()

      try expect(try await subject.administration.exists(queue), "Expected the queue to exist.")
    },
    Claim("a created queue has the attributes that it was given") { subject in
      let given: [QueueAttributeName: String] = [
        .delaySeconds: "1", .maximumMessageSize: "2048", .messageRetentionPeriod: "120",
        .receiveMessageWaitTimeSeconds: "3", .visibilityTimeout: "4",
      ]
      let queue = try await subject.makeQueue(given)

      let found = try await subject.administration.attributes(of: queue)

      for (name, value) in given.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
        try expect(found[name], is: value, name.rawValue)
      }
    },
    // CreateQueue, QueueName: "up to 80 characters", "alphanumeric characters, hyphens, underscores".
    Claim("a queue's name may have 80 characters", rows: "1.2/standard-name") { subject in
      let text = subject.queuePrefix + "-_aZ9"
      let name = try QueueName(text + String(repeating: "x", count: max(0, 80 - text.utf8.count)))

      try await subject.create(name)

      try expect(try await subject.administration.exists(name), "Expected the queue to exist.")
    },
    Claim(
      "of several faults of a creation that of an attribute comes first", rows: "2.1/create-order"
    ) {
      subject in
      let queue = try await subject.makeQueue()
      let unfit = try QueueName("\(queue)fifo-less.fifo")

      try await expectError(.invalidAttributeName, "an unknown name beside a bad value") {
        try await subject.create(
          unfit, [.delaySeconds: "-1", QueueAttributeName(rawValue: "X"): ""])
      }
      try await expectError(.invalidAttributeValue, "a bad value and a name of the other type") {
        try await subject.create(unfit, [.delaySeconds: "-1"])
      }
      try await expectError(.invalidAttributeValue, "a bad value for a queue that exists") {
        try await subject.create(queue, [.delaySeconds: "-1"])
      }
    },
    // CreateQueue, QueueName: "Queue URLs and names are case-sensitive".
    Claim("names that differ in case name different queues", rows: "1.2/name-case") { subject in
      let lower = try QueueName("\(subject.queuePrefix)-case")
      let upper = try QueueName("\(subject.queuePrefix)-CASE")
      try await subject.create(lower, [.delaySeconds: "1"])
      try await subject.create(upper, [.delaySeconds: "2"])

      let delays = [
        try await subject.attribute(.delaySeconds, of: lower),
        try await subject.attribute(.delaySeconds, of: upper),
      ]

      try expect(delays, is: ["1", "2"], "the delays")
    },
  ]
}
