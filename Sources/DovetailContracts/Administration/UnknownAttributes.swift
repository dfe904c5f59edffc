internal import DovetailTransport

extension QueueAdministrationContract {
  /// Source: SQS API reference, CreateQueue, InvalidAttributeName; GetQueueAttributes for those that
  /// can only be read.
  static let unknownAttributes: [Claim<QueueAdministrationSubject>] =
    [
      ("an unknown attribute", "Colour", "red"),
      ("an attribute in another case", "delayseconds", "1"),
      ("an attribute without a name", "", "1"),
      ("the selector of all attributes", "All", "1"),
      ("its ARN", "QueueArn", "arn:aws:sqs:us-east-1:000000000000:name"),
      ("when it was created", "CreatedTimestamp", "1800000000"),
      ("when it was changed", "LastModifiedTimestamp", "1800000000"),
      ("a number of messages", "ApproximateNumberOfMessages", "0"),
    ].map { what, name, value in
      Claim("a queue is not created with \(what)") { subject in
        let queue = try subject.unusedName()

        try await expectError(.invalidAttributeName, "the creation") {
          try await subject.create(queue, [QueueAttributeName(rawValue: name): value])
        }

        let exists = try await subject.administration.exists(queue)
        try expect(!exists, "Expected no queue after the refused creation.")
      }
    }
}
