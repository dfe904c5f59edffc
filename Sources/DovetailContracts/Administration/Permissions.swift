internal import DovetailTransport

extension QueueAdministrationContract {
  /// Source: SQS API reference, AddPermission and RemovePermission.
  static let permissions: [Claim<QueueAdministrationSubject>] = [
    Claim("a permission becomes a statement of the policy", rows: "2.1/permission-statement") {
      subject in
      let queue = try await subject.makeQueue()
      let arn = try await subject.arn(of: queue)

      try await subject.permit("one", ["123456789012"], ["SendMessage"], on: queue)

      try expect(
        try await subject.policy(of: queue),
        is: .object([
          "Version": .string("2008-10-17"), "Id": .string("\(arn)/SQSDefaultPolicy"),
          "Statement": .array([
            .object([
              "Sid": .string("one"), "Effect": .string("Allow"),
              "Principal": .object(["AWS": .string("arn:aws:iam::123456789012:root")]),
              "Action": .string("SQS:SendMessage"), "Resource": .string(arn.description),
            ])
          ]),
        ]), "the policy")
    },
    Claim("several accounts and actions stand in arrays", rows: "2.1/permission-statement") {
      subject in
      let queue = try await subject.makeQueue()

      try await subject.permit(
        "two", ["123456789012", "210987654321"], ["SendMessage", "ReceiveMessage"], on: queue)

      let statement = try await subject.statements(of: queue).first?.members
      try expect(
        statement?["Action"],
        is: .array([.string("SQS:SendMessage"), .string("SQS:ReceiveMessage")]), "the actions")
      try expect(
        statement?["Principal"]?.members?["AWS"]?.elements?.count, is: 2, "the number of accounts")
    },
    Claim("a permission is added to the policy that a queue has", rows: "2.1/permission-statement")
    {
      subject in
      let queue = try await subject.makeQueue([
        .policy: "{\"Version\":\"2012-10-17\",\"Statement\":{\"Sid\":\"own\",\"Effect\":\"Deny\"}}"
      ])

      try await subject.permit("added", ["123456789012"], ["*"], on: queue)

      let labels = try await subject.labels(of: queue)
      try expect(labels, is: ["own", "added"], "the labels")
    },
    Claim("a label is given once", rows: "2.1/permission-duplicate-label") { subject in
      let queue = try await subject.makeQueue()
      try await subject.permit("one", ["123456789012"], ["SendMessage"], on: queue)

      try await expectError(
        .invalidParameterValue, "the second",
        saying: "Value one for parameter Label is invalid. Reason: Already exists."
      ) { try await subject.permit("one", ["123456789012"], ["ReceiveMessage"], on: queue) }

      try expect(try await subject.labels(of: queue), is: ["one"], "the labels")
    },
    Claim("a permission is removed by its label, and others stay", rows: "2.1/remove-permission") {
      subject in
      let queue = try await subject.makeQueue()
      for label in ["one", "two"] {
        try await subject.permit(label, ["123456789012"], ["SendMessage"], on: queue)
      }

      try await subject.administration.removePermission("one", from: queue)

      try expect(try await subject.labels(of: queue), is: ["two"], "the labels")
    },
    Claim("with its last statement the policy is removed", rows: "2.1/remove-permission") {
      subject in
      let queue = try await subject.makeQueue()
      try await subject.permit("one", ["123456789012"], ["SendMessage"], on: queue)

      try await subject.administration.removePermission("one", from: queue)

      try expect(try await subject.attribute(.policy, of: queue), is: nil, "Policy")
    },
    Claim("an unknown label is not removed", rows: "2.1/remove-permission-unknown") { subject in
      let queue = try await subject.makeQueue()

      try await expectError(
        .invalidParameterValue, "the call",
        saying: "Value one for parameter Label is invalid. Reason: can't find label."
      ) { try await subject.administration.removePermission("one", from: queue) }
    },
    Claim("a queue that does not exist gives no permission") { subject in
      let queue = try subject.unusedName()

      try await expectError(.queueDoesNotExist, "the call") {
        try await subject.permit("one", ["123456789012"], ["SendMessage"], on: queue)
      }
    },
  ]
}

extension QueueAdministrationSubject {
  func permit(
    _ label: String, _ accounts: [String], _ actions: [String], on queue: QueueName
  ) async throws {
    try await administration.addPermission(
      QueuePermission(label: label, accounts: accounts, actions: actions), to: queue)
  }

  func policy(of queue: QueueName) async throws -> JSONValue {
    let text = try require(try await attribute(.policy, of: queue), "a policy")
    return try JSONValue(parsing: Array(text.utf8))
  }

  func statements(of queue: QueueName) async throws -> [JSONValue] {
    let statements = try await policy(of: queue).members?["Statement"]?.elements
    return try require(statements, "an array of statements")
  }

  func labels(of queue: QueueName) async throws -> [String?] {
    try await statements(of: queue).map { $0.members?["Sid"]?.string }
  }
}
