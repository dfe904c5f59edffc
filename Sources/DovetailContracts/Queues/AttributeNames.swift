internal import DovetailTransport

extension QueueTransportContract {
  /// Source: SQS developer guide, "Amazon SQS message metadata", Name.
  static let attributeNames: [Claim<QueueTransportSubject>] =
    [
      ("lower and upper case and digits", "abcXYZ019", "1.4/name-alphabet"),
      ("a hyphen, an underscore and a period inside", "a-b_c.d", "1.4/name-alphabet"),
      ("a hyphen and an underscore at its ends", "-name_", "1.4/name-alphabet"),
      ("1 character", "a", "1.4/name-length"),
      ("256 characters", String(repeating: "a", count: 256), "1.4/name-length"),
      ("a reserved word without the period", "AWSome", "1.4/name-reserved"),
      ("a reserved word inside", "my.AWS.name", "1.4/name-reserved"),
      ("accented letters", "attr.1øßä", "1.4/name-accented"),
    ].map(accepts)
    + [
      ("no characters", "", "1.4/name-empty"),
      ("257 characters", String(repeating: "a", count: 257), "1.4/name-length"),
      ("a period at its start", ".name", "1.4/name-dots"),
      ("a period at its end", "name.", "1.4/name-dots"),
      ("two periods in a row", "na..me", "1.4/name-dots"),
      ("a space", "na me", "1.4/name-alphabet"),
      ("a slash", "na/me", "1.4/name-alphabet"),
      ("an emoji", "na👩me", "1.4/name-alphabet"),
      ("AWS. at its start", "AWS.name", "1.4/name-reserved"),
      ("aws. at its start", "aws.name", "1.4/name-reserved"),
      ("Amazon. at its start", "Amazon.name", "1.4/name-reserved"),
      ("AMAZON. at its start", "AMAZON.name", "1.4/name-reserved"),
    ].map(refuses)

  private static func accepts(
    _ what: String, _ name: String, row: String
  ) -> Claim<QueueTransportSubject> {
    Claim("an attribute's name may have \(what)", rows: row) { subject in
      let queue = try await subject.makeQueue()

      try await queue.send("a", attributes: [name: .string("value")])

      try expect(
        try await queue.receiveOne().attributes, is: [name: .string("value")], "the attributes")
    }
  }

  private static func refuses(
    _ what: String, _ name: String, row: String
  ) -> Claim<QueueTransportSubject> {
    Claim("an attribute's name with \(what) is refused", rows: row) { subject in
      let queue = try await subject.makeQueue()

      try await expectError(.invalidParameterValue, "the send") {
        try await queue.send("a", attributes: [name: .string("value")])
      }
    }
  }
}
