internal import DovetailTransport

extension QueueTransportContract {
  /// Source: SQS developer guide, "Amazon SQS message metadata", Type and Value.
  static let attributeValues: [Claim<QueueTransportSubject>] =
    refusedValues.map(refuses) + acceptedNumbers.map(acceptsNumber)
    + refusedNumbers.map(refusesNumber)

  private static let refusedValues: [(String, MessageAttribute)] = [
    ("an empty String", .string("")),
    ("an empty Number", MessageAttribute(dataType: "Number", value: .string(""))),
    ("an empty Binary", .binary([])),
    ("a String of bytes", MessageAttribute(dataType: "String", value: .binary([1]))),
    ("a Number of bytes", MessageAttribute(dataType: "Number", value: .binary([1]))),
    ("a Binary of text", MessageAttribute(dataType: "Binary", value: .string("a"))),
    ("a type that is empty", MessageAttribute(dataType: "", value: .string("a"))),
    ("a type that is unknown", MessageAttribute(dataType: "Date", value: .string("a"))),
    ("a type in lower case", MessageAttribute(dataType: "string", value: .string("a"))),
    (
      "a type with a suffix but no period",
      MessageAttribute(dataType: "Strings", value: .string("a"))
    ),
    (
      "a type of 257 characters",
      MessageAttribute(
        dataType: "String." + String(repeating: "a", count: 250), value: .string("a"))
    ),
    ("a character that SQS does not carry", .string("a\u{1}")),
  ]

  private static let acceptedNumbers = [
    "0", "-1", "+1", "1.5", "-0.25", "1e10", "1E-10", "007",
    "12345678901234567890123456789012345678", "1e126", "-1e126",
  ]

  private static let refusedNumbers = [
    "one", "1,5", "1 ", " 1", "0x10", "1e127", "nan", "inf", "--1", "1.2.3", "1e",
    "123456789012345678901234567890123456789",
  ]

  private static func refuses(
    _ what: String, _ attribute: MessageAttribute
  ) -> Claim<QueueTransportSubject> {
    Claim("an attribute with \(what) is refused") { subject in
      let queue = try await subject.makeQueue()

      try await expectError(.invalidParameterValue, "the send") {
        try await queue.send("a", attributes: ["name": attribute])
      }

      try await queue.expectNone("after the refused send")
    }
  }

  // "Number values can be positive or negative, with up to 38 digits of precision". The text is
  // kept as it is, since the sender has hashed it.
  private static func acceptsNumber(_ text: String) -> Claim<QueueTransportSubject> {
    Claim("a Number may be \(text), and keeps its text") { subject in
      let queue = try await subject.makeQueue()
      let attributes = ["name": MessageAttribute(dataType: "Number", value: .string(text))]

      try await queue.send("a", attributes: attributes)

      try expect(try await queue.receiveOne().attributes, is: attributes, "the attributes")
    }
  }

  private static func refusesNumber(_ text: String) -> Claim<QueueTransportSubject> {
    Claim("a Number of \"\(text)\" is refused") { subject in
      let queue = try await subject.makeQueue()

      try await expectError(.invalidParameterValue, "the send") {
        let attribute = MessageAttribute(dataType: "Number", value: .string(text))
        return try await queue.send("a", attributes: ["name": attribute])
      }
    }
  }
}
