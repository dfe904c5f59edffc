internal import DovetailTransport

extension QueueAdministrationContract {
  /// Source: SQS API reference, CreateQueue, InvalidAttributeName; GetQueueAttributes for those that
  /// can only be read.
  static let unknownAttributes: [Claim<QueueAdministrationSubject>] =
    [
      ("an unknown attribute", "Colour", "red", "1.1/unknown-attribute-set"),
      ("an attribute in another case", "delayseconds", "1", "1.1/unknown-attribute-set"),
      ("an attribute without a name", "", "1", "1.1/unknown-attribute-set"),
      ("the selector of all attributes", "All", "1", "1.1/unknown-attribute-set"),
      ("its ARN", "QueueArn", "arn:aws:sqs:us-east-1:000000000000:name", "1.1/read-only-refused"),
      ("when it was created", "CreatedTimestamp", "1800000000", "1.1/read-only-refused"),
      ("when it was changed", "LastModifiedTimestamp", "1800000000", "1.1/read-only-refused"),
      ("a number of messages", "ApproximateNumberOfMessages", "0", "1.1/read-only-refused"),
    ].map { what, name, value, row in
      Claim("a queue is not created with \(what)", rows: row) { subject in
        let queue = try subject.unusedName()

        try await expectError(.invalidAttributeName, "the creation") {
          try await subject.create(queue, [QueueAttributeName(rawValue: name): value])
        }

        let exists = try await subject.administration.exists(queue)
        try expect(!exists, "Expected no queue after the refused creation.")
      }
    }
}
