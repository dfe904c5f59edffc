internal import DovetailTransport

extension QueueTransportContract {
  /// Source: SQS developer guide, "Amazon SQS message metadata", Type and Value.
  static let attributeValues: [Claim<QueueTransportSubject>] =
    refusedValues.map(refuses) + acceptedNumbers.map(acceptsNumber)
    + refusedNumbers.map { refusesNumber($0, row: "1.4/number-text") }
    + [
      refusesNumber("1e127", row: "1.4/number-range"),
      refusesNumber(String(repeating: "123456789", count: 4) + "123", row: "1.4/number-digits"),
    ]

  private static let refusedValues: [(String, MessageAttribute, row: String)] = [
    ("an empty String", .string(""), "1.4/value-empty"),
    (
      "an empty Number", MessageAttribute(dataType: "Number", value: .string("")), "1.4/value-empty"
    ),
    ("an empty Binary", .binary([]), "1.4/value-empty"),
    (
      "a String of bytes", MessageAttribute(dataType: "String", value: .binary([1])),
      "1.4/value-field"
    ),
    (
      "a Number of bytes", MessageAttribute(dataType: "Number", value: .binary([1])),
      "1.4/value-field"
    ),
    (
      "a Binary of text", MessageAttribute(dataType: "Binary", value: .string("a")),
      "1.4/value-field"
    ),
    (
      "a type that is empty", MessageAttribute(dataType: "", value: .string("a")),
      "1.4/type-missing"
    ),
    (
      "a type that is unknown", MessageAttribute(dataType: "Date", value: .string("a")),
      "1.4/type-prefix"
    ),
    (
      "a type in lower case", MessageAttribute(dataType: "string", value: .string("a")),
      "1.4/type-prefix"
    ),
    (
      "a type with a suffix but no period",
      MessageAttribute(dataType: "Strings", value: .string("a")), "1.4/type-prefix"
    ),
    (
      "a type of 257 characters",
      MessageAttribute(
        dataType: "String." + String(repeating: "a", count: 250), value: .string("a")),
      "1.4/type-length"
    ),
    ("a character that SQS does not carry", .string("a\u{1}"), "1.4/string-characters"),
  ]

  private static let acceptedNumbers = [
    "0", "-1", "+1", "1.5", "-0.25", "1e10", "1E-10", "007",
    "12345678901234567890123456789012345678", "1e126", "-1e126",
  ]

  private static let refusedNumbers = [
    "one", "1,5", "1 ", " 1", "0x10", "nan", "inf", "--1", "1.2.3", "1e",
  ]

  private static func refuses(
    _ what: String, _ attribute: MessageAttribute, row: String
  ) -> Claim<QueueTransportSubject> {
    Claim("an attribute with \(what) is refused", rows: row) { subject in
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
    Claim(
      "a Number may be \(text), and keeps its text", rows: "1.4/number-text", "1.4/number-verbatim"
    ) { subject in
      let queue = try await subject.makeQueue()
      let attributes = ["name": MessageAttribute(dataType: "Number", value: .string(text))]

      try await queue.send("a", attributes: attributes)

      try expect(try await queue.receiveOne().attributes, is: attributes, "the attributes")
    }
  }

  private static func refusesNumber(
    _ text: String, row: String
  ) -> Claim<QueueTransportSubject> {
    Claim("a Number of \"\(text)\" is refused", rows: row) { subject in
      let queue = try await subject.makeQueue()

      try await expectError(.invalidParameterValue, "the send") {
        let attribute = MessageAttribute(dataType: "Number", value: .string(text))
        return try await queue.send("a", attributes: ["name": attribute])
      }
    }
  }
}
