/// A JSON value as a tree.
package enum JSONValue: Hashable, Sendable {
  case null
  case bool(Bool)
  /// A number, as it was written.
  case number(String)
  case string(String)
  case array([JSONValue])
  /// An object; of members with one name the last counts.
  case object([String: JSONValue])

  /// Reads a whole text.
  package init(parsing bytes: [UInt8]) throws(JSONError) {
    var reader = JSONReader(bytes)
    self = try JSONValue(&reader)
    try reader.end()
  }

  /// Reads the next value of `reader`.
  package init(_ reader: inout JSONReader) throws(JSONError) {
    switch reader.peek() {
    case UInt8(ascii: "{"):
      var members: [String: JSONValue] = [:]
      try reader.object { (key, reader) throws(JSONError) in
        members[key] = try JSONValue(&reader)
      }
      self = .object(members)
    case UInt8(ascii: "["):
      var elements: [JSONValue] = []
      try reader.array { (reader) throws(JSONError) in elements.append(try JSONValue(&reader)) }
      self = .array(elements)
    case UInt8(ascii: "\""): self = .string(try reader.string())
    case UInt8(ascii: "t"), UInt8(ascii: "f"): self = .bool(try reader.bool())
    case UInt8(ascii: "n"):
      guard reader.takesNull() else { throw JSONError(expected: "a value", offset: reader.offset) }
      self = .null
    default: self = .number(try reader.number())
    }
  }

  /// The members, if it is an object.
  package var members: [String: JSONValue]? {
    if case .object(let members) = self { members } else { nil }
  }

  /// The elements, if it is an array.
  package var elements: [JSONValue]? {
    if case .array(let elements) = self { elements } else { nil }
  }

  /// The text, if it is a string.
  package var string: String? {
    if case .string(let text) = self { text } else { nil }
  }

  /// The number, if it is one that an `Int` holds.
  package var integer: Int? {
    if case .number(let text) = self { Int(text) } else { nil }
  }

  /// The number, if it is one.
  package var double: Double? {
    if case .number(let text) = self { Double(text) } else { nil }
  }

  /// The truth value, if it is one.
  package var bool: Bool? {
    if case .bool(let value) = self { value } else { nil }
  }
}
