internal import DovetailTransport

extension QueueAdministrationContract {
  /// Source: SQS developer guide, "Using dead-letter queues in Amazon SQS": what a target must be.
  static let redriveTargets: [Claim<QueueAdministrationSubject>] =
    [
      Claim("an empty redrive policy removes the policy", rows: "1.1/redrive-policy-empty-removes")
      {
        subject in
        let target = try await subject.arn(of: subject.makeQueue())
        let queue = try await subject.makeQueue([
          .redrivePolicy: RedrivePolicy(deadLetterTarget: target, maxReceiveCount: 3).json
        ])

        try await subject.set([.redrivePolicy: ""], on: queue)

        try expect(
          try await subject.attribute(.redrivePolicy, of: queue), is: nil, "RedrivePolicy")
      },
      Claim("a redrive policy that is no JSON object is refused", rows: "6.1/not-json") { subject in
        for policy in ["{", "3", "[]", "arn"] {
          let queue = try subject.unusedName()
          try await expectError(
            .invalidAttributeValue, "the creation",
            saying: "Redrive policy is not a valid JSON map."
          ) { try await subject.create(queue, [.redrivePolicy: policy]) }
        }
      },
      refuses("of another service", "6.1/not-sqs", "Only SQS queues are valid resources") {
        "arn:aws:sns:\($0.region):\($0.account):\($0.queue)"
      },
      refuses("of another account", "6.1/other-account", "Dead-letter target owner should be same")
      {
        "arn:aws:sqs:\($0.region):999999999999:\($0.queue)"
      },
      refuses("in another region", "6.1/other-region", "Dead letter target does not exist.") {
        "arn:aws:sqs:mars-north-1:\($0.account):\($0.queue)"
      },
      refuses("of the other type", "6.1/other-type", "Dead-letter queue must be same type of queue")
      {
        "\($0).fifo"
      },
      refuses("that does not exist", "6.1/missing-target", "Dead letter target does not exist.") {
        "\($0)-none"
      },
      refuses("that is a bare name", "6.1/not-arn", "should be fully qualified ARN") {
        $0.queue.text
      },
    ] + checks

  /// Each policy has a fault, and all faults that come after it in the order of SQS.
  private static let checks: [Claim<QueueAdministrationSubject>] = [
    ("mandatory attribute: maxReceiveCount", "{\"a\":1}"),
    ("mandatory attribute: deadLetterTargetArn", "{\"maxReceiveCount\":0}"),
    (
      "Invalid value for maxReceiveCount: 0",
      "{\"maxReceiveCount\":0,\"deadLetterTargetArn\":\"a\",\"b\":1}"
    ),
    (
      "should be fully qualified ARN",
      "{\"maxReceiveCount\":1,\"deadLetterTargetArn\":\"a\",\"b\":1}"
    ),
    (
      "Only following attributes are supported",
      "{\"maxReceiveCount\":1,\"deadLetterTargetArn\":\"arn:aws:sns:r:9:q\",\"b\":1}"
    ),
    (
      "Only SQS queues are valid resources",
      "{\"maxReceiveCount\":1,\"deadLetterTargetArn\":\"arn:aws:sns:r:9:q\"}"
    ),
    (
      "Dead-letter target owner should be same",
      "{\"maxReceiveCount\":1,\"deadLetterTargetArn\":\"arn:aws:sqs:r:9:q.fifo\"}"
    ),
  ].map { words, policy in
    Claim("of several faults of a redrive policy \"\(words)\" comes first", rows: "6.1/check-order")
    {
      subject in
      let queue = try await subject.makeQueue()

      try await expectError(.invalidParameterValue, "the call", saying: words) {
        try await subject.set([.redrivePolicy: policy], on: queue)
      }
    }
  }

  private static func refuses(
    _ what: String, _ row: String, _ words: String,
    _ target: @escaping @Sendable (QueueARN) -> String
  ) -> Claim<QueueAdministrationSubject> {
    Claim("a dead-letter queue \(what) is refused", rows: row, "6.1/on-create-and-set") { subject in
      let queue = try await subject.makeQueue()
      let text = target(try await subject.arn(of: queue))
      let policy = "{\"deadLetterTargetArn\":\"\(text)\",\"maxReceiveCount\":3}"
      let new = try subject.unusedName()

      try await expectError(.invalidParameterValue, "the creation", saying: words) {
        try await subject.create(new, [.redrivePolicy: policy])
      }
      try await expectError(.invalidParameterValue, "the change", saying: words) {
        try await subject.set([.redrivePolicy: policy], on: queue)
      }

      try await subject.expectNone(new)
      try expect(
        try await subject.attribute(.redrivePolicy, of: queue), is: nil, "RedrivePolicy")
    }
  }
}
