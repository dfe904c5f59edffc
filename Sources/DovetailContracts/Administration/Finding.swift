internal import DovetailTransport

extension QueueAdministrationContract {
  /// Source: SQS API reference, GetQueueUrl and GetQueueAttributes, QueueDoesNotExist.
  static let finding: [Claim<QueueAdministrationSubject>] = [
    Claim("a queue that was not created does not exist", rows: "2.1/get-url") { subject in
      let name = try subject.unusedName()

      let exists = try await subject.administration.exists(name)

      try expect(!exists, "Expected no queue, found one.")
    },
    Claim(
      "the attributes of a queue that does not exist are refused", rows: "2.0/missing-queue",
      "2.1/get-url"
    ) { subject in
      let name = try subject.unusedName()

      try await expectError(.queueDoesNotExist, "the look-up") {
        try await subject.administration.attributes(of: name)
      }
    },
    Claim("the error for a queue that does not exist names the queue", rows: "2.0/missing-queue") {
      subject in
      let name = try subject.unusedName()

      do {
        _ = try await subject.administration.attributes(of: name)
      } catch let error as TransportError {
        return try expect(
          error.description.contains(name.text),
          "Expected an error that names \(name), found \"\(error)\".")
      }
      throw ClaimFailure("Expected the look-up to throw.")
    },
    Claim("a queue whose name begins with another's is not found by it") { subject in
      let name = try subject.unusedName()
      try await subject.create(QueueName("\(name)x"))

      let exists = try await subject.administration.exists(name)

      try expect(!exists, "Expected no queue \(name), found one.")
    },
  ]
}
