internal import DovetailTransport

extension QueueTransportContract {
  /// Source: SQS developer guide, "Amazon SQS message metadata", Name.
  static let attributeNames: [Claim<QueueTransportSubject>] =
    [
      ("lower and upper case and digits", "abcXYZ019"),
      ("a hyphen, an underscore and a period inside", "a-b_c.d"),
      ("a hyphen and an underscore at its ends", "-name_"),
      ("1 character", "a"),
      ("256 characters", String(repeating: "a", count: 256)),
      ("a reserved word without the period", "AWSome"),
      ("a reserved word inside", "my.AWS.name"),
    ].map(accepts)
    + [
      ("no characters", ""),
      ("257 characters", String(repeating: "a", count: 257)),
      ("a period at its start", ".name"),
      ("a period at its end", "name."),
      ("two periods in a row", "na..me"),
      ("a space", "na me"),
      ("a slash", "na/me"),
      ("an emoji", "na👩me"),
      ("AWS. at its start", "AWS.name"),
      ("aws. at its start", "aws.name"),
      ("Amazon. at its start", "Amazon.name"),
      ("AMAZON. at its start", "AMAZON.name"),
    ].map(refuses)

  private static func accepts(_ what: String, _ name: String) -> Claim<QueueTransportSubject> {
    Claim("an attribute's name may have \(what)") { subject in
      let queue = try await subject.makeQueue()

      try await queue.send("a", attributes: [name: .string("value")])

      try expect(
        try await queue.receiveOne().attributes, is: [name: .string("value")], "the attributes")
    }
  }

  private static func refuses(_ what: String, _ name: String) -> Claim<QueueTransportSubject> {
    Claim("an attribute's name with \(what) is refused") { subject in
      let queue = try await subject.makeQueue()

      try await expectError(.invalidParameterValue, "the send") {
        try await queue.send("a", attributes: [name: .string("value")])
      }
    }
  }
}
