internal import DovetailTransport

extension QueueAdministrationContract {
  /// Source: SQS API reference, CreateQueue and GetQueueAttributes.
  static let defaults: [Claim<QueueAdministrationSubject>] =
    [
      (QueueAttributeName.delaySeconds, "0"),
      (.maximumMessageSize, "1048576"),
      (.messageRetentionPeriod, "345600"),
      (.receiveMessageWaitTimeSeconds, "0"),
      (.visibilityTimeout, "30"),
    ].map(isDefault) + [
      // GetQueueAttributes lists a policy only when one is set.
      Claim("a queue has no redrive policy unless it is given one") { subject in
        let queue = try await subject.makeQueue()

        try expect(
          try await subject.attribute(.redrivePolicy, of: queue), is: nil, "RedrivePolicy")
      },
      // GetQueueAttributes: listed for FIFO queues only.
      Claim("a standard queue has no attribute FifoQueue") { subject in
        let queue = try await subject.makeQueue()

        try expect(try await subject.attribute(.fifoQueue, of: queue), is: nil, "FifoQueue")
      },
      // GetQueueAttributes, QueueArn.
      Claim("a queue's ARN names the queue") { subject in
        let queue = try await subject.makeQueue()

        let text = try await subject.attribute(.queueARN, of: queue)

        let arn = try require(text.flatMap { QueueARN($0) }, "an ARN, not \(text ?? "nil")")
        try expect(arn.queue, is: queue, "the queue of the ARN")
      },
      // GetQueueAttributes, CreatedTimestamp and LastModifiedTimestamp: epoch time in seconds.
      Claim("a queue tells when it was created, in seconds") { subject in
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
    _ name: QueueAttributeName, _ value: String
  ) -> Claim<QueueAdministrationSubject> {
    Claim("a queue's \(name.rawValue) is \(value) unless it is given one") { subject in
      let queue = try await subject.makeQueue()

      try expect(try await subject.attribute(name, of: queue), is: value, name.rawValue)
    }
  }
}
