/// The rules of SQS for message attributes.
///
/// Source: SQS developer guide, "Amazon SQS message metadata".
enum MessageAttributeRules {
  static func check(_ attributes: [String: MessageAttribute]) throws(TransportError) {
    guard attributes.count <= SQSLimits.messageAttributes else {
      throw invalid(
        "Number of message attributes [\(attributes.count)] exceeds the allowed maximum [10].")
    }
    for (name, attribute) in attributes {
      try check(name: name)
      try check(attribute, named: name)
    }
  }

  private static func check(name: String) throws(TransportError) {
    guard !name.isEmpty else {
      throw invalid("The request must contain non-empty message (user) attribute names.")
    }
    guard name.utf8.count <= SQSLimits.attributeNameBytes else {
      throw invalid("Message (user) attribute name must be shorter than 256 bytes.")
    }
    let lowercase = name.lowercased()
    guard !lowercase.hasPrefix("aws."), !lowercase.hasPrefix("amazon.") else {
      throw invalid(
        "You can't use message attribute names beginning with 'AWS.' or 'Amazon'. These strings are "
          + "reserved for internal use.")
    }
    guard !name.hasPrefix(".") else {
      throw invalid("Message (user) attribute name must not begin with character '.'.")
    }
    guard !name.hasSuffix(".") else {
      throw invalid("Message (user) attribute name must not end with character '.'.")
    }
    guard !name.utf8.elementsRepeat(UInt8(ascii: ".")) else {
      throw invalid("Message (user) attribute name must not have successive '.' characters.")
    }
    guard name.unicodeScalars.allSatisfy(isLegal) else {
      throw invalid(
        "Message (user) attribute name '\(name)' can only contain letters, digits, hyphens, "
          + "underscores and periods.")
    }
  }

  private static func check(
    _ attribute: MessageAttribute, named name: String
  ) throws(TransportError) {
    guard !attribute.dataType.isEmpty else {
      throw invalid(
        "The message (user) attribute '\(name)' must contain a non-empty message attribute type.")
    }
    guard attribute.dataType.utf8.count <= SQSLimits.attributeNameBytes else {
      throw invalid("Message (user) attribute type must be shorter than 256 bytes.")
    }
    let kind = attribute.dataType.prefix { $0 != "." }
    switch (kind, attribute.value) {
    case ("String", .string(let text)), ("Number", .string(let text)):
      guard !text.isEmpty else { throw empty(name, attribute) }
      guard text.hasOnlyMessageCharacters else { throw invalid(MessageRules.invalidCharacters) }
      guard kind == "String" || isNumber(text) else {
        throw invalid("Can't cast the value of message (user) attribute '\(name)' to a number.")
      }
    case ("Binary", .binary(let bytes)):
      guard !bytes.isEmpty else { throw empty(name, attribute) }
    case ("String", .binary), ("Number", .binary):
      throw invalid(
        "The message (user) attribute '\(name)' with type '\(kind)' must use field 'String'.")
    case ("Binary", .string):
      throw invalid(
        "The message (user) attribute '\(name)' with type 'Binary' must use field 'Binary'.")
    default:
      throw invalid(
        "The type of message (user) attribute '\(name)' is invalid. You must use only the following "
          + "supported type prefixes: Binary, Number, String.")
    }
  }

  /// Up to 38 digits that count, between -10^128 and 10^126.
  private static func isNumber(_ text: String) -> Bool {
    // Decimal only: Double also reads hexadecimal, infinity and what is not a number.
    guard text.utf8.allSatisfy({ "0123456789+-.eE".utf8.contains($0) }) else { return false }
    let mantissa = text.prefix { $0 != "e" && $0 != "E" }
    let digits = mantissa.filter(\.isNumber).drop { $0 == "0" }
    guard let number = Double(text), digits.count <= 38 else { return false }
    return number >= -1e128 && number <= 1e126
  }

  private static func isLegal(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic || scalar.properties.numericType == .decimal
      || scalar == "_" || scalar == "-" || scalar == "."
  }

  private static func empty(_ name: String, _ attribute: MessageAttribute) -> TransportError {
    invalid(
      "Message (user) attribute '\(name)' must contain a non-empty value of type "
        + "'\(attribute.dataType)'.")
  }

  private static func invalid(_ detail: String) -> TransportError {
    .invalid(.invalidParameterValue, detail)
  }
}

extension Sequence where Element: Equatable {
  /// Whether `element` stands twice in a row.
  fileprivate func elementsRepeat(_ element: Element) -> Bool {
    zip(self, dropFirst()).contains { $0 == element && $1 == element }
  }
}
