internal import DovetailTransport

extension QueueAdministrationContract {
  /// Source: SQS API reference, CreateQueue and GetQueueAttributes.
  static let defaults: [Claim<QueueAdministrationSubject>] =
    [
      (QueueAttributeName.delaySeconds, "0", "1.1/delay-seconds-default"),
      (.maximumMessageSize, "1048576", "1.1/maximum-message-size-default"),
      (.messageRetentionPeriod, "345600", "1.1/retention-default"),
      (.receiveMessageWaitTimeSeconds, "0", "1.1/wait-time-default"),
      (.visibilityTimeout, "30", "1.1/visibility-timeout-default"),
    ].map(isDefault) + [
      // GetQueueAttributes lists a policy only when one is set.
      Claim(
        "a queue has no redrive policy unless it is given one", rows: "1.1/redrive-policy-absent"
      ) { subject in
        let queue = try await subject.makeQueue()

        try expect(
          try await subject.attribute(.redrivePolicy, of: queue), is: nil, "RedrivePolicy")
      },
      // GetQueueAttributes: listed for FIFO queues only.
      Claim(
        "a standard queue has no attribute FifoQueue", rows: "1.1/fifo-queue-absent-on-standard",
        "1.1/only-set-listed"
      ) { subject in
        let queue = try await subject.makeQueue()

        try expect(try await subject.attribute(.fifoQueue, of: queue), is: nil, "FifoQueue")
      },
      // GetQueueAttributes, QueueArn.
      Claim("a queue's ARN names the queue", rows: "1.1/queue-arn", "1.2/queue-arn-form") {
        subject in
        let queue = try await subject.makeQueue()

        let text = try await subject.attribute(.queueARN, of: queue)

        let arn = try require(text.flatMap { QueueARN($0) }, "an ARN, not \(text ?? "nil")")
        try expect(arn.queue, is: queue, "the queue of the ARN")
      },
      // GetQueueAttributes, CreatedTimestamp and LastModifiedTimestamp: epoch time in seconds.
      Claim("a queue tells when it was created, in seconds", rows: "1.1/created-timestamp") {
        subject in
        try await subject.time.advance(.milliseconds(5678))
        let now = try await subject.time.now()
        let queue = try await subject.makeQueue()
        try await subject.time.advance(.seconds(100))

        let attributes = try await subject.administration.attributes(of: queue)

        let seconds = String(now.milliseconds / 1000)
        try expect(attributes[.createdTimestamp], is: seconds, "CreatedTimestamp")
        try expect(attributes[.lastModifiedTimestamp], is: seconds, "LastModifiedTimestamp")
      },
    ]

  private static func isDefault(
    _ name: QueueAttributeName, _ value: String, row: String
  ) -> Claim<QueueAdministrationSubject> {
    Claim("a queue's \(name.rawValue) is \(value) unless it is given one", rows: row) { subject in
      let queue = try await subject.makeQueue()

      try expect(try await subject.attribute(name, of: queue), is: value, name.rawValue)
    }
  }
}
