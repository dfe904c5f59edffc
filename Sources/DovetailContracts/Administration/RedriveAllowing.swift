internal import DovetailTransport

extension QueueAdministrationContract {
  /// Source: SQS API reference, SetQueueAttributes, RedriveAllowPolicy.
  static let redriveAllowing: [Claim<QueueAdministrationSubject>] =
    [
      Claim("a queue that allows all sources may be named by any", rows: "6.2/allow-all") {
        subject in
        let target = try await subject.makeQueue([
          .redriveAllowPolicy: "{\"redrivePermission\":\"allowAll\"}"
        ])

        _ = try await subject.makeQueue([.redrivePolicy: subject.redrive(to: target)])
      },
      Claim(
        "a queue that denies all sources is named by none",
        rows: "6.2/deny-all", "6.1/target-forbids"
      ) { subject in
        let target = try await subject.makeQueue([
          .redriveAllowPolicy: "{\"redrivePermission\":\"denyAll\"}"
        ])
        let policy = try await subject.redrive(to: target)
        let source = try subject.unusedName()

        try await expectError(.invalidParameterValue, "the creation") {
          try await subject.create(source, [.redrivePolicy: policy])
        }
      },
      Claim(
        "a queue that lists its sources is named by them only",
        rows: "6.2/by-queue", "6.1/target-forbids"
      ) { subject in
        let source = try await subject.makeQueue()
        let arn = try await subject.arn(of: source)
        let target = try await subject.makeQueue([
          .redriveAllowPolicy: RedriveAllowPolicy.byQueue([arn.description]).json
        ])
        let policy = try await subject.redrive(to: target)

        try await subject.set([.redrivePolicy: policy], on: source)
        let other = try await subject.makeQueue()
        try await expectError(.invalidParameterValue, "another source") {
          try await subject.set([.redrivePolicy: policy], on: other)
        }
      },
      Claim("sources that name a queue go on when it denies them later", rows: "6.2/links-kept") {
        subject in
        let target = try await subject.makeQueue()
        let policy = try await subject.redrive(to: target)
        let source = try await subject.makeQueue([.redrivePolicy: policy])

        try await subject.set(
          [.redriveAllowPolicy: RedriveAllowPolicy.denyAll.json], on: target)

        try expect(
          try await subject.attribute(.redrivePolicy, of: source), is: policy, "RedrivePolicy")
      },
      Claim("a redrive-allow policy is read back as it was given, and may be removed") { subject in
        let policy = "{ \"redrivePermission\" : \"denyAll\" }"
        let queue = try await subject.makeQueue([.redriveAllowPolicy: policy])
        let before = try await subject.attribute(.redriveAllowPolicy, of: queue)

        try await subject.set([.redriveAllowPolicy: ""], on: queue)

        let after = try await subject.attribute(.redriveAllowPolicy, of: queue)
        try expect([before, after], is: [policy, nil], "RedriveAllowPolicy")
      },
      Claim("a redrive-allow policy may list ten sources", rows: "6.2/arn-limit") { subject in
        _ = try await subject.makeQueue([
          .redriveAllowPolicy: RedriveAllowPolicy.byQueue(arns(10)).json
        ])
      },
      refuses("eleven sources", RedriveAllowPolicy.byQueue(arns(11)).json, "6.2/arn-limit"),
      refuses(
        "no sources by queue", "{\"redrivePermission\":\"byQueue\"}", "6.2/by-queue-needs-arns"),
      refuses(
        "sources that it allows anyway",
        "{\"redrivePermission\":\"allowAll\",\"sourceQueueArns\":[\"arn:aws:sqs:r:1:q\"]}",
        "6.2/arns-need-by-queue"),
      refuses(
        "sources that it denies anyway",
        "{\"redrivePermission\":\"denyAll\",\"sourceQueueArns\":[\"arn:aws:sqs:r:1:q\"]}",
        "6.2/arns-need-by-queue"),
    ]
    + [
      "{", "[]", "{}", "{\"redrivePermission\":\"some\"}",
      "{\"redrivePermission\":\"allowAll\",\"colour\":\"red\"}",
      "{\"redrivePermission\":\"byQueue\",\"sourceQueueArns\":\"arn:aws:sqs:r:1:q\"}",
    ].map {
      refuses("another form, \($0)", $0, "6.2/unsupported-format", .invalidAttributeValue)
    }

  private static func arns(_ count: Int) -> [String] {
    (1...count).map { "arn:aws:sqs:us-east-1:000000000000:source\($0)" }
  }

  private static func refuses(
    _ what: String, _ policy: String, _ row: String,
    _ code: TransportError.Code = .invalidParameterValue
  ) -> Claim<QueueAdministrationSubject> {
    Claim("a redrive-allow policy with \(what) is refused", rows: row) { subject in
      let queue = try await subject.makeQueue()

      try await expectError(code, "the call") {
        try await subject.set([.redriveAllowPolicy: policy], on: queue)
      }
    }
  }
}

extension QueueAdministrationSubject {
  /// A redrive policy that names `target`.
  func redrive(to target: QueueName, after maxReceiveCount: Int = 3) async throws -> String {
    RedrivePolicy(
      deadLetterTarget: try await arn(of: target), maxReceiveCount: maxReceiveCount
    ).json
  }
}
