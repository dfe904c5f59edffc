internal import DovetailTransport

extension QueueAdministrationContract {
  /// Source: SQS API reference, CreateQueue: what happens when the queue exists.
  static let creatingAgain: [Claim<QueueAdministrationSubject>] = [
    Claim("a queue may be created again with the same attributes", rows: "2.1/create-again-same") {
      subject in
      let queue = try await subject.makeQueue([.delaySeconds: "1", .visibilityTimeout: "2"])

      try await subject.create(queue, [.delaySeconds: "1", .visibilityTimeout: "2"])
    },
    // "If you don't provide a value for an attribute", only those that are given are compared.
    Claim("a queue may be created again with some of its attributes", rows: "2.1/create-again-same")
    { subject in
      let queue = try await subject.makeQueue([.delaySeconds: "1", .visibilityTimeout: "2"])

      try await subject.create(queue, [.visibilityTimeout: "2"])
    },
    Claim(
      "a queue may be created again without attributes, and keeps its own",
      rows: "2.1/create-again-same"
    ) { subject in
      let queue = try await subject.makeQueue([.delaySeconds: "1"])

      try await subject.create(queue)

      try expect(try await subject.attribute(.delaySeconds, of: queue), is: "1", "DelaySeconds")
    },
    Claim(
      "a queue may be created again with a default that it was not given",
      rows: "2.1/create-again-same"
    ) { subject in
      let queue = try await subject.makeQueue()

      try await subject.create(queue, [.visibilityTimeout: "30"])
    },
    Claim(
      "a queue is not created again with other attributes, and keeps its own",
      rows: "2.1/create-again-different"
    ) { subject in
      let queue = try await subject.makeQueue([.delaySeconds: "1"])

      try await expectError(.queueNameExists, "the second creation") {
        try await subject.create(queue, [.delaySeconds: "2"])
      }

      try expect(try await subject.attribute(.delaySeconds, of: queue), is: "1", "DelaySeconds")
    },
    // "A queue already exists with the same name and a different value for attribute ..."
    Claim(
      "a refused second creation names the attribute that differs",
      rows: "2.1/create-again-different"
    ) { subject in
      let queue = try await subject.makeQueue([.delaySeconds: "1", .visibilityTimeout: "2"])

      do {
        try await subject.create(queue, [.delaySeconds: "1", .visibilityTimeout: "3"])
      } catch let error as TransportError where error.code == .queueNameExists {
        return try expect(
          error.description.contains("VisibilityTimeout"),
          "Expected an error that names VisibilityTimeout, found \"\(error)\".")
      }
      throw ClaimFailure("Expected the second creation to throw queueNameExists.")
    },
    Claim(
      "a queue is not created again with a default in place of its own value",
      rows: "2.1/create-again-different"
    ) { subject in
      let queue = try await subject.makeQueue([.visibilityTimeout: "2"])

      try await expectError(.queueNameExists, "the second creation") {
        try await subject.create(queue, [.visibilityTimeout: "30"])
      }
    },
    Claim("a second creation does not change when the queue was created") { subject in
      let queue = try await subject.makeQueue()
      let createdAt = try await subject.attribute(.createdTimestamp, of: queue)
      try await subject.time.advance(.seconds(100))

      try await subject.create(queue)

      try expect(
        try await subject.attribute(.createdTimestamp, of: queue), is: createdAt,
        "CreatedTimestamp")
    },
  ]
}
