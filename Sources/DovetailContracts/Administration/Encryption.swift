internal import DovetailTransport

extension QueueAdministrationContract {
  /// Source: SQS API reference, SetQueueAttributes, the attributes of server-side encryption.
  static let encryption: [Claim<QueueAdministrationSubject>] =
    [
      Claim(
        "a queue is encrypted with a key of SQS unless it says otherwise", rows: "1.1/managed-sse"
      ) { subject in
        let queue = try await subject.makeQueue()

        try expect(
          try await subject.attribute(.sqsManagedSSEEnabled, of: queue), is: "true",
          "SqsManagedSseEnabled")
      },
      Claim("SQS's own encryption may be turned off and on", rows: "1.1/managed-sse") { subject in
        let queue = try await subject.makeQueue([.sqsManagedSSEEnabled: "false"])
        let before = try await subject.attribute(.sqsManagedSSEEnabled, of: queue)

        try await subject.set([.sqsManagedSSEEnabled: "true"], on: queue)

        let after = try await subject.attribute(.sqsManagedSSEEnabled, of: queue)
        try expect([before, after], is: ["false", "true"], "SqsManagedSseEnabled")
      },
      Claim(
        "truth values may be capitalised, and come back in lower case", rows: "1.1/boolean-case"
      ) { subject in
        let off = try await subject.makeQueue([.sqsManagedSSEEnabled: "False"])
        let on = try await subject.makeQueue([.sqsManagedSSEEnabled: "True"])

        let values = [
          try await subject.attribute(.sqsManagedSSEEnabled, of: off),
          try await subject.attribute(.sqsManagedSSEEnabled, of: on),
        ]

        try expect(values, is: ["false", "true"], "SqsManagedSseEnabled")
      },
      Claim(
        "a key of KMS is read back, and may be removed", rows: "1.1/kms-key-stored",
        "1.1/kms-key-empty-removes"
      ) { subject in
        let queue = try await subject.makeQueue([.kmsMasterKeyID: "alias/a"])
        let before = try await subject.attribute(.kmsMasterKeyID, of: queue)

        try await subject.set([.kmsMasterKeyID: ""], on: queue)

        let after = try await subject.attribute(.kmsMasterKeyID, of: queue)
        try expect([before, after], is: ["alias/a", nil], "KmsMasterKeyId")
      },
      Claim(
        "a key of KMS turns SQS's own encryption off, and its removal does not turn it on",
        rows: "1.1/kms-key-turns-off-managed"
      ) { subject in
        let queue = try await subject.makeQueue()

        try await subject.set([.kmsMasterKeyID: "alias/a"], on: queue)
        let during = try await subject.attribute(.sqsManagedSSEEnabled, of: queue)
        try await subject.set([.kmsMasterKeyID: ""], on: queue)
        let after = try await subject.attribute(.sqsManagedSSEEnabled, of: queue)

        try expect([during, after], is: ["false", "false"], "SqsManagedSseEnabled")
      },
      Claim("a queue is not created with two encryptions", rows: "1.1/one-encryption") { subject in
        let queue = try subject.unusedName()

        try await expectError(
          .invalidAttributeName, "the creation",
          saying: "You can use one type of server-side encryption (SSE) at one time."
        ) {
          try await subject.create(
            queue, [.kmsMasterKeyID: "alias/a", .sqsManagedSSEEnabled: "true"])
        }

        try await subject.expectNone(queue)
      },
      Claim("a queue is not given two encryptions", rows: "1.1/one-encryption") { subject in
        let queue = try await subject.makeQueue()

        try await expectError(.invalidAttributeName, "the call") {
          try await subject.set(
            [.kmsMasterKeyID: "alias/a", .sqsManagedSSEEnabled: "true"], on: queue)
        }
      },
      Claim("a queue may be created again with its key", rows: "2.1/create-again-same") { subject in
        let queue = try await subject.makeQueue([.kmsMasterKeyID: "alias/a"])

        try await subject.create(queue, [.kmsMasterKeyID: "alias/a"])
        try await expectError(.queueNameExists, "a creation with another key") {
          try await subject.create(queue, [.kmsMasterKeyID: "alias/b"])
        }
      },
      Claim(
        "the reuse of data keys is listed when it is not the default",
        rows: "1.1/kms-reuse-default-unlisted"
      ) { subject in
        let queue = try await subject.makeQueue([.kmsDataKeyReusePeriodSeconds: "60"])
        let before = try await subject.attribute(.kmsDataKeyReusePeriodSeconds, of: queue)

        try await subject.set([.kmsDataKeyReusePeriodSeconds: "300"], on: queue)

        let after = try await subject.attribute(.kmsDataKeyReusePeriodSeconds, of: queue)
        try expect([before, after], is: ["60", nil], "KmsDataKeyReusePeriodSeconds")
      },
    ]
    + [
      refuses(.kmsDataKeyReusePeriodSeconds, "59", "1.1/kms-reuse-range"),
      refuses(.kmsDataKeyReusePeriodSeconds, "86401", "1.1/kms-reuse-range"),
      refuses(.kmsDataKeyReusePeriodSeconds, "", "1.1/kms-reuse-range"),
      refuses(.sqsManagedSSEEnabled, "yes", "1.1/managed-sse"),
      refuses(.sqsManagedSSEEnabled, "TRUE", "1.1/managed-sse"),
      refuses(.sqsManagedSSEEnabled, "", "1.1/managed-sse"),
    ]

  private static func refuses(
    _ name: QueueAttributeName, _ value: String, _ row: String
  ) -> Claim<QueueAdministrationSubject> {
    Claim("\(name.rawValue) of \"\(value)\" is refused", rows: row) { subject in
      let queue = try subject.unusedName()

      try await expectError(
        .invalidAttributeValue, "the creation",
        saying: "Invalid value for the parameter \(name.rawValue)."
      ) { try await subject.create(queue, [name: value]) }
    }
  }
}
