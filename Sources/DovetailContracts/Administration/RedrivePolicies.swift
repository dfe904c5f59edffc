internal import DovetailTransport

extension QueueAdministrationContract {
  /// Source: SQS developer guide, "Using dead-letter queues in Amazon SQS"; API reference, CreateQueue,
  /// RedrivePolicy.
  static let redrivePolicies: [Claim<QueueAdministrationSubject>] =
    [
      Claim("a redrive policy is read back as it was given", rows: "6.1/echoed") { subject in
        let policy = try await policy(subject) {
          "{ \"maxReceiveCount\" : 3, \"deadLetterTargetArn\":\"\($0)\" }"
        }
        let queue = try await subject.makeQueue([.redrivePolicy: policy])

        try expect(
          try await subject.attribute(.redrivePolicy, of: queue), is: policy, "RedrivePolicy")
      },
      // The count may be a number or a string of digits, and is echoed as it was sent.
      Claim(
        "a redrive policy's count may be a string of digits", rows: "6.1/count-as-text",
        "6.1/echoed"
      ) { subject in
        let policy = try await policy(subject) {
          "{\"deadLetterTargetArn\":\"\($0)\",\"maxReceiveCount\":\"3\"}"
        }
        let queue = try await subject.makeQueue([.redrivePolicy: policy])

        let found = try await subject.administration.attributes(of: queue)

        try expect(found[.redrivePolicy], is: policy, "RedrivePolicy")
        try expect(found.redrivePolicy?.maxReceiveCount, is: 3, "the count")
      },
      Claim("an empty redrive policy is none", rows: "1.1/redrive-policy-empty-removes") {
        subject in
        let queue = try await subject.makeQueue([.redrivePolicy: ""])

        try expect(
          try await subject.attribute(.redrivePolicy, of: queue), is: nil, "RedrivePolicy")
      },
      Claim("a queue may be created again with the same redrive policy") { subject in
        let policy = try await policy(subject) {
          "{\"deadLetterTargetArn\":\"\($0)\",\"maxReceiveCount\":3}"
        }
        let queue = try await subject.makeQueue([.redrivePolicy: policy])

        try await subject.create(queue, [.redrivePolicy: policy])
      },
      Claim("a queue is not created again with another redrive policy") { subject in
        let target = try await arn(subject)
        let queue = try await subject.makeQueue([
          .redrivePolicy: "{\"deadLetterTargetArn\":\"\(target)\",\"maxReceiveCount\":3}"
        ])

        try await expectError(.queueNameExists, "the second creation") {
          try await subject.create(
            queue,
            [.redrivePolicy: "{\"deadLetterTargetArn\":\"\(target)\",\"maxReceiveCount\":4}"])
        }
      },
    ] + [1, 1000].map(acceptsCount) + malformed.map(refuses)

  private static let malformed: [(String, row: String, @Sendable (String) -> String)] = [
    ("without a count", "6.1/no-count", { "{\"deadLetterTargetArn\":\"\($0)\"}" }),
    ("without a target", "6.1/no-target", { _ in "{\"maxReceiveCount\":3}" }),
    (
      "with a count of 0", "6.1/bad-count",
      { "{\"deadLetterTargetArn\":\"\($0)\",\"maxReceiveCount\":0}" }
    ),
    (
      "with a count of 1001", "6.1/bad-count",
      { "{\"deadLetterTargetArn\":\"\($0)\",\"maxReceiveCount\":1001}" }
    ),
    (
      "with a count of 1.5", "6.1/bad-count",
      { "{\"deadLetterTargetArn\":\"\($0)\",\"maxReceiveCount\":1.5}" }
    ),
    (
      "with a count in words", "6.1/bad-count",
      { "{\"deadLetterTargetArn\":\"\($0)\",\"maxReceiveCount\":\"ten\"}" }
    ),
    (
      "with a target that is no ARN", "6.1/not-arn",
      { _ in "{\"deadLetterTargetArn\":\"dlq\",\"maxReceiveCount\":3}" }
    ),
    (
      "with a target that is no queue", "6.1/not-sqs",
      { _ in
        "{\"deadLetterTargetArn\":\"arn:aws:sns:us-east-1:000000000000:a\",\"maxReceiveCount\":3}"
      }
    ),
    (
      "with another member", "6.1/extra-keys",
      { "{\"deadLetterTargetArn\":\"\($0)\",\"maxReceiveCount\":3,\"colour\":\"red\"}" }
    ),
  ]

  private static func acceptsCount(_ count: Int) -> Claim<QueueAdministrationSubject> {
    Claim("a redrive policy's count may be \(count)", rows: "6.1/bad-count") { subject in
      let policy = try await policy(subject) {
        "{\"deadLetterTargetArn\":\"\($0)\",\"maxReceiveCount\":\(count)}"
      }

      _ = try await subject.makeQueue([.redrivePolicy: policy])
    }
  }

  private static func refuses(
    _ what: String, row: String, _ text: @escaping @Sendable (String) -> String
  ) -> Claim<QueueAdministrationSubject> {
    Claim("a redrive policy \(what) is refused", rows: row) { subject in
      let queue = try subject.unusedName()
      let policy = try await policy(subject, text)

      try await expectError(.invalidParameterValue, "the creation") {
        try await subject.create(queue, [.redrivePolicy: policy])
      }

      let exists = try await subject.administration.exists(queue)
      try expect(!exists, "Expected no queue after the refused creation.")
    }
  }

  /// The text of a policy, made from the ARN of a queue that exists.
  private static func policy(
    _ subject: QueueAdministrationSubject, _ text: @Sendable (String) -> String
  ) async throws -> String {
    text(try await arn(subject))
  }

  private static func arn(_ subject: QueueAdministrationSubject) async throws -> String {
    let queue = try await subject.makeQueue()
    return try require(try await subject.attribute(.queueARN, of: queue), "an ARN")
  }
}
