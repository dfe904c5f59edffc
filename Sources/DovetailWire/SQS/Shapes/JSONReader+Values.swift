import DovetailTransport

/// The values of AWS JSON 1.0: null is as if it were not there, and numbers are taken as texts too.
///
/// The texts of errors are those that AWS's framework answers with.
extension JSONReader {
  /// A string; nil for null.
  mutating func text() throws(JSONError) -> String? {
    switch try next() {
    case .string: return try string()
    case .null: return nil
    case let kind: throw otherType(kind, "a String")
    }
  }

  /// A string, or a number or truth value as its text; nil for null.
  mutating func looseText() throws(JSONError) -> String? {
    switch try next() {
    case .true, .false: return try bool() ? "true" : "false"
    case .number: return try number()
    case .string: return try string()
    case .null: return nil
    case let kind: throw otherType(kind, "a String")
    }
  }

  /// A whole number, or a string of its digits; nil for null.
  mutating func integer() throws(JSONError) -> Int? {
    let kind = try next()
    let text: String
    switch kind {
    case .null: return nil
    case .string: text = try string()
    case .number: text = try number()
    case .true, .false, .list, .structure: throw otherType(kind, "an Integer")
    }
    guard let number = Int(text) else { throw otherType(kind, "an Integer") }
    return number
  }

  /// A truth value, or the word for it as a string; nil for null.
  mutating func truth() throws(JSONError) -> Bool? {
    switch try next() {
    case .null: return nil
    case .string: return try string().lowercased() == "true"
    case .true, .false: return try bool()
    case let kind: throw otherType(kind, "a Boolean")
    }
  }

  /// The elements of an array, as `element` reads them; nil for null.
  mutating func list<Element>(
    _ element: (inout JSONReader) throws(JSONError) -> Element?
  ) throws(JSONError) -> [Element]? {
    switch try next() {
    case .null: return nil
    case .list: break
    case .string, .number, .true, .false, .structure: throw otherType("Expected list or null")
    }
    var elements: [Element] = []
    try array { (reader) throws(JSONError) in
      guard let value = try element(&reader) else { return }
      elements.append(value)
      try reader.checkCount(elements.count)
    }
    return elements
  }

  /// The members of an object, as `value` reads them; nil for null.
  mutating func map<Value>(
    _ value: (inout JSONReader) throws(JSONError) -> Value?
  ) throws(JSONError) -> [String: Value]? {
    switch try next() {
    case .null: return nil
    case .structure: break
    case .string, .number, .true, .false, .list: throw otherType("Expected map or null")
    }
    var members: [String: Value] = [:]
    try object { (name, reader) throws(JSONError) in
      guard let value = try value(&reader) else { return }
      members[name] = value
      try reader.checkCount(members.count)
    }
    return members
  }

  /// An array of strings; nil for null.
  mutating func texts() throws(JSONError) -> [String]? {
    try list { (reader) throws(JSONError) in try reader.text() }
  }

  /// An object of strings; nil for null.
  mutating func textMap() throws(JSONError) -> [String: String]? {
    try map { (reader) throws(JSONError) in try reader.looseText() }
  }

  /// The object of strings that is one member of an answer; empty when it is not there.
  mutating func textMap(in member: String) throws(JSONError) -> [String: String] {
    var texts: [String: String] = [:]
    try object { (name, reader) throws(JSONError) in
      switch name {
      case member: texts = try reader.textMap() ?? [:]
      default: try reader.skip()
      }
    }
    return texts
  }

  /// Bytes in base64; nil for null.
  mutating func blob() throws(JSONError) -> [UInt8]? {
    guard let text = try text() else { return nil }
    guard let bytes = Base64.decode(text.utf8) else {
      throw otherType("A value of type Binary is not base64 with padding")
    }
    return bytes
  }

  /// No list or map of SQS's holds so much; without an end a request could ask for any memory.
  private func checkCount(_ count: Int) throws(JSONError) {
    guard count <= SQSRequestLimits.elements else {
      throw otherType("A list or map has over \(SQSRequestLimits.elements) elements")
    }
  }
}

/// The kinds of values, by the names that AWS's framework has for them.
private enum JSONKind: String {
  case null = "NULL_VALUE"
  case string = "STRING_VALUE"
  case number = "NUMBER_VALUE"
  case `true` = "TRUE_VALUE"
  case `false` = "FALSE_VALUE"
  case list = "Start of list found where not expected"
  case structure = "Start of structure or map found where not expected."
}

extension JSONReader {
  /// The kind of the next value; throws when none stands next, and reads null.
  fileprivate mutating func next() throws(JSONError) -> JSONKind {
    switch peek() {
    case UInt8(ascii: "\"")?: return .string
    case UInt8(ascii: "[")?: return .list
    case UInt8(ascii: "{")?: return .structure
    case UInt8(ascii: "t")?: return .true
    case UInt8(ascii: "f")?: return .false
    case UInt8(ascii: "n")?:
      guard takesNull() else { throw JSONError(expected: "a value", offset: offset) }
      return .null
    default: return .number
    }
  }

  fileprivate func otherType(_ kind: JSONKind, _ wanted: String) -> JSONError {
    switch kind {
    case .list, .structure: otherType(kind.rawValue)
    case .null, .string, .number, .true, .false:
      otherType("\(kind.rawValue) can not be converted to \(wanted)")
    }
  }

  fileprivate func otherType(_ sentence: String) -> JSONError {
    JSONError(expected: sentence, offset: offset, isOtherType: true)
  }
}
