internal import DovetailTransport

extension QueueAdministrationContract {
  /// Source: SQS API reference, AddPermission: what may be granted, and how much.
  static let permissionLimits: [Claim<QueueAdministrationSubject>] =
    [
      Claim("a policy has at most 20 statements", rows: "2.1/permission-statement-limit") {
        subject in
        let queue = try await subject.makeQueue()
        for number in 1...20 {
          try await subject.permit("label\(number)", ["123456789012"], ["*"], on: queue)
        }

        try await expectError(.overLimit, "one more") {
          try await subject.permit("more", ["123456789012"], ["*"], on: queue)
        }
      },
      Claim("a permission may grant seven actions", rows: "2.1/permission-action-limit") {
        subject in
        let queue = try await subject.makeQueue()

        try await subject.permit(
          "one", ["123456789012"],
          [
            "SendMessage", "ReceiveMessage", "DeleteMessage", "ChangeMessageVisibility",
            "GetQueueAttributes", "GetQueueUrl", "PurgeQueue",
          ], on: queue)
      },
      refuses(
        "eight actions", .overLimit, "2.1/permission-action-limit",
        actions: Array(repeating: "SendMessage", count: 8)),
      refuses("no actions", .missingParameter, "2.1/permission-empty-lists", actions: []),
      refuses("no accounts", .missingParameter, "2.1/permission-empty-lists", accounts: []),
      refuses(
        "an unknown action", .invalidParameterValue, "2.1/permission-unknown-action",
        actions: ["SendMessages"]),
      refuses("no label", .missingParameter, "2.1/permission-label-form", label: ""),
      refuses(
        "a label with a space", .invalidParameterValue, "2.1/permission-label-form",
        label: "a b"),
      refuses(
        "a label of 81 characters", .invalidParameterValue, "2.1/permission-label-form",
        label: String(repeating: "l", count: 81)),
    ]
    + [
      "AddPermission", "CreateQueue", "DeleteQueue", "ListQueues", "ListQueueTags",
      "RemovePermission", "SetQueueAttributes", "TagQueue", "UntagQueue", "StartMessageMoveTask",
    ].map {
      refuses(
        "its owner's action \($0)", .invalidParameterValue, "2.1/permission-owner-only",
        actions: [$0])
    }

  private static func refuses(
    _ what: String, _ code: TransportError.Code, _ row: String, label: String = "one",
    accounts: [String] = ["123456789012"], actions: [String] = ["SendMessage"]
  ) -> Claim<QueueAdministrationSubject> {
    Claim("a permission with \(what) is refused", rows: row) { subject in
      let queue = try await subject.makeQueue()

      try await expectError(code, "the call") {
        try await subject.permit(label, accounts, actions, on: queue)
      }

      try expect(try await subject.attribute(.policy, of: queue), is: nil, "Policy")
    }
  }
}
