internal import DovetailTransport

extension QueueAdministrationContract {
  /// Source: SQS API reference, SetQueueAttributes.
  static let settingAttributes: [Claim<QueueAdministrationSubject>] =
    [
      Claim("attributes that are set are read back, and others stay", rows: "2.1/set-keeps-others")
      {
        subject in
        let queue = try await subject.makeQueue([.delaySeconds: "1", .visibilityTimeout: "2"])

        try await subject.set([.visibilityTimeout: "3", .messageRetentionPeriod: "120"], on: queue)

        let found = try await subject.administration.attributes(of: queue)
        try expect(found[.delaySeconds], is: "1", "DelaySeconds")
        try expect(found[.visibilityTimeout], is: "3", "VisibilityTimeout")
        try expect(found[.messageRetentionPeriod], is: "120", "MessageRetentionPeriod")
      },
      Claim(
        "when one attribute is refused, none of the call's is set", rows: "2.1/set-all-or-nothing"
      ) { subject in
        let queue = try await subject.makeQueue([.delaySeconds: "1"])

        try await expectError(.invalidAttributeValue, "the call") {
          try await subject.set([.delaySeconds: "2", .visibilityTimeout: "43201"], on: queue)
        }

        try expect(try await subject.attribute(.delaySeconds, of: queue), is: "1", "DelaySeconds")
      },
      Claim(
        "when the dead-letter queue is refused, none of the call's attributes is set",
        rows: "2.1/set-all-or-nothing"
      ) { subject in
        let queue = try await subject.makeQueue([.delaySeconds: "1"])
        var target = try await subject.arn(of: queue)
        target.queue = try subject.unusedName()
        let policy = RedrivePolicy(deadLetterTarget: target, maxReceiveCount: 1).json

        try await expectError(.invalidParameterValue, "the call") {
          try await subject.set([.delaySeconds: "2", .redrivePolicy: policy], on: queue)
        }

        try expect(try await subject.attribute(.delaySeconds, of: queue), is: "1", "DelaySeconds")
      },
      Claim("to set no attribute is refused", rows: "2.1/set-empty") { subject in
        let queue = try await subject.makeQueue()

        try await expectError(.missingParameter, "the call") {
          try await subject.set([:], on: queue)
        }
      },
      Claim("the attributes of a queue that does not exist are not set") { subject in
        let queue = try subject.unusedName()

        try await expectError(.queueDoesNotExist, "the call") {
          try await subject.set([.delaySeconds: "2"], on: queue)
        }
      },
      // CreateQueue compares with the attributes as they are, not as they were given first.
      Claim(
        "a queue is created again with its changed attributes, and not with its first ones",
        rows: "2.1/create-again-current"
      ) { subject in
        let queue = try await subject.makeQueue([.delaySeconds: "1"])
        try await subject.set([.delaySeconds: "2"], on: queue)

        try await subject.create(queue, [.delaySeconds: "2"])
        try await expectError(.queueNameExists, "a creation with the first value") {
          try await subject.create(queue, [.delaySeconds: "1"])
        }
      },
      // GetQueueAttributes, LastModifiedTimestamp.
      Claim(
        "a queue tells when its attributes changed, in seconds", rows: "1.1/last-modified-timestamp"
      ) { subject in
        let queue = try await subject.makeQueue()
        let created = try await subject.attribute(.createdTimestamp, of: queue)
        try await subject.time.advance(.milliseconds(100_500))
        let now = try await subject.time.now()

        try await subject.set([.delaySeconds: "2"], on: queue)

        let attributes = try await subject.administration.attributes(of: queue)
        let seconds = String(now.milliseconds / 1000)
        try expect(attributes[.lastModifiedTimestamp], is: seconds, "LastModifiedTimestamp")
        try expect(attributes[.createdTimestamp], is: created, "CreatedTimestamp")
      },
    ] + refused.map(refuses)

  private static let refused: [(QueueAttributeName, String, TransportError.Code)] = [
    (.delaySeconds, "901", .invalidAttributeValue),
    (.maximumMessageSize, "1023", .invalidAttributeValue),
    (.messageRetentionPeriod, "59", .invalidAttributeValue),
    (.receiveMessageWaitTimeSeconds, "21", .invalidAttributeValue),
    (.visibilityTimeout, "-1", .invalidAttributeValue),
    (.redrivePolicy, "{}", .invalidParameterValue),
    (.queueARN, "arn:aws:sqs:us-east-1:000000000000:name", .invalidAttributeName),
    (.createdTimestamp, "1", .invalidAttributeName),
    (.lastModifiedTimestamp, "1", .invalidAttributeName),
    (.approximateNumberOfMessages, "0", .invalidAttributeName),
    (.approximateNumberOfMessagesNotVisible, "0", .invalidAttributeName),
    (.approximateNumberOfMessagesDelayed, "0", .invalidAttributeName),
    (.all, "1", .invalidAttributeName),
    (QueueAttributeName(rawValue: "Colour"), "red", .invalidAttributeName),
  ]

  private static func refuses(
    _ name: QueueAttributeName, _ value: String, _ code: TransportError.Code
  ) -> Claim<QueueAdministrationSubject> {
    let row = code == .invalidAttributeName ? "1.1/read-only-refused" : "6.1/on-create-and-set"
    return Claim("\(name.rawValue) cannot be set to \"\(value)\"", rows: row) { subject in
      let queue = try await subject.makeQueue()

      try await expectError(code, "the call") { try await subject.set([name: value], on: queue) }
    }
  }
}
