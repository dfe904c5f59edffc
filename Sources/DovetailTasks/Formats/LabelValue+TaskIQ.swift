import DovetailTransport

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Labels as TaskIQ messages have them: a text, and a code that tells its type.
///
/// Source: taskiq 0.13, `taskiq/labels.py`, `prepare_label` and `parse_label`.
extension LabelValue {
  /// TaskIQ's code of the value's type.
  var taskIQType: Int {
    switch self {
    case .any: 1
    case .int: 2
    case .string: 3
    case .double: 4
    case .bool: 5
    case .bytes: 6
    }
  }

  /// The value's text, as Python prints it.
  var taskIQText: String {
    switch self {
    case .string(let text), .any(let text): text
    case .int(let number): String(number)
    // Swift and Python print the shortest digits that read back, with the same exponents.
    case .double(let number): number.description
    case .bool(let value): value ? "True" : "False"
    case .bytes(let bytes): Data(bytes).base64EncodedString()
    }
  }

  /// Reads a text by the code of its type; throws what was expected instead.
  init(taskIQText text: String, type: Int) throws(LabelMismatch) {
    switch type {
    case 1: self = .any(text)
    case 2: self = .int(try Self.number(text, "a whole number of 64 bits") { Int($0) })
    case 3: self = .string(text)
    case 4: self = .double(try Self.number(text, "a number") { Double($0) })
    // As Python has it: whatever does not read "true" is false.
    case 5: self = .bool(text.lowercased() == "true")
    case 6:
      guard let bytes = Data(base64Encoded: text) else { throw LabelMismatch("base64") }
      self = .bytes([UInt8](bytes))
    default: throw LabelMismatch("of a type that TaskIQ knows, 1 to 6")
    }
  }

  private static func number<Number>(
    _ text: String, _ expected: String, _ parse: (Substring) -> Number?
  ) throws(LabelMismatch) -> Number {
    let trimmed = text.drop(while: \.isWhitespace)
    let end = trimmed.lastIndex { !$0.isWhitespace }
    guard let end, let number = parse(trimmed[...end]) else { throw LabelMismatch(expected) }
    return number
  }
}

/// What a label's text should have been.
struct LabelMismatch: Error {
  let expected: String

  init(_ expected: String) {
    self.expected = expected
  }
}
