internal import DovetailTransport

extension QueueAdministrationContract {
  /// Source: SQS developer guide, "Quotas related to policies"; API reference, SetQueueAttributes,
  /// Policy.
  static let policies: [Claim<QueueAdministrationSubject>] =
    [
      Claim("a policy is read back as it was given", rows: "1.1/policy-stored") { subject in
        let policy = " { \"Version\" : \"2012-10-17\", \"Statement\":[\(statement(1))] }"
        let queue = try await subject.makeQueue([.policy: policy])

        try expect(try await subject.attribute(.policy, of: queue), is: policy, "Policy")
      },
      Claim("an empty policy removes the policy", rows: "1.1/policy-empty-removes") { subject in
        let queue = try await subject.makeQueue([.policy: policy(of: 1)])

        try await subject.set([.policy: ""], on: queue)

        try expect(try await subject.attribute(.policy, of: queue), is: nil, "Policy")
      },
      Claim("a policy may have 20 statements", rows: "1.1/policy-statement-limit") { subject in
        _ = try await subject.makeQueue([.policy: policy(of: 20)])
      },
      Claim("a queue is not created with 21 statements", rows: "1.1/policy-statement-limit") {
        subject in
        let queue = try subject.unusedName()

        try await expectError(.invalidParameterValue, "the creation") {
          try await subject.create(queue, [.policy: policy(of: 21)])
        }
      },
      Claim("a queue is not given 21 statements", rows: "1.1/policy-statement-limit") { subject in
        let queue = try await subject.makeQueue()

        try await expectError(.overLimit, "the call") {
          try await subject.set([.policy: policy(of: 21)], on: queue)
        }
      },
    ]
    + [
      ("text that is no JSON", "{"), ("an array", "[]"), ("no statement", "{}"),
      (
        "an unknown version", "{\"Version\":\"2020-01-01\",\"Statement\":[\(statement(1))]}"
      ),
      ("a statement that is no object", "{\"Version\":\"2012-10-17\",\"Statement\":[\"a\"]}"),
      (
        "eight actions in a statement", "{\"Version\":\"2012-10-17\",\"Statement\":\(statement(8))}"
      ),
    ].map { what, policy in
      Claim("a policy of \(what) is refused", rows: "1.1/policy-invalid") { subject in
        let queue = try subject.unusedName()

        try await expectError(.invalidAttributeValue, "the creation") {
          try await subject.create(queue, [.policy: policy])
        }
      }
    }

  private static func policy(of statements: Int) -> String {
    let all = Array(repeating: statement(7), count: statements).joined(separator: ",")
    return "{\"Version\":\"2008-10-17\",\"Statement\":[\(all)]}"
  }

  private static func statement(_ actions: Int) -> String {
    let all = Array(repeating: "\"SQS:SendMessage\"", count: actions).joined(separator: ",")
    return "{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":[\(all)],\"Resource\":\"*\"}"
  }
}
