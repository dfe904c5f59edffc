/// A named value that travels beside a message's body.
///
/// Source: SQS developer guide, "Amazon SQS message metadata".
public struct MessageAttribute: Codable, Hashable, Sendable {
  /// The value, as text or as bytes.
  public enum Value: Codable, Hashable, Sendable {
    /// Text, for the types String and Number.
    case string(String)
    /// Bytes, for the type Binary.
    case binary([UInt8])
  }

  /// `String`, `Number` or `Binary`, optionally with a suffix: `Number.int`.
  public var dataType: String
  /// The value; not empty.
  public var value: Value

  /// Makes an attribute of any type.
  public init(dataType: String, value: Value) {
    self.dataType = dataType
    self.value = value
  }

  /// An attribute of type String.
  public static func string(_ text: String) -> MessageAttribute {
    MessageAttribute(dataType: "String", value: .string(text))
  }

  /// An attribute of type Number that holds a whole number.
  public static func number(_ number: Int64) -> MessageAttribute {
    MessageAttribute(dataType: "Number", value: .string(String(number)))
  }

  /// An attribute of type Binary.
  public static func binary(_ bytes: [UInt8]) -> MessageAttribute {
    MessageAttribute(dataType: "Binary", value: .binary(bytes))
  }

  /// The text of a String or Number; nil for a Binary.
  public var stringValue: String? {
    switch value {
    case .string(let text): text
    case .binary: nil
    }
  }

  /// The bytes that count towards the message's size, without the name.
  package var size: Int {
    switch value {
    case .string(let text): dataType.utf8.count + text.utf8.count
    case .binary(let bytes): dataType.utf8.count + bytes.count
    }
  }
}

extension [String: MessageAttribute] {
  /// The bytes that count towards the message's size.
  var size: Int {
    reduce(0) { sum, attribute in sum + attribute.key.utf8.count + attribute.value.size }
  }
}
