/// The value of a task's label: a small typed fact that travels with the task.
///
/// Source: taskiq 0.13, `taskiq/labels.py`.
public enum LabelValue: Codable, Hashable, Sendable {
  /// Text.
  case string(String)
  /// A whole number.
  case int(Int)
  /// A number; may be infinite or not a number.
  case double(Double)
  /// A truth value.
  case bool(Bool)
  /// Bytes.
  case bytes([UInt8])
  /// The text of a value of another type, as the sender printed it; it does not turn back.
  case any(String)
}

/// The value as the type that a reader wants, whatever type the sender chose.
extension LabelValue {
  /// The text, if it is one.
  public var stringValue: String? {
    switch self {
    case .string(let text), .any(let text): text
    case .int, .double, .bool, .bytes: nil
    }
  }

  /// The whole number, if it is one, equals one (`2.0`) or spells one (`"2"`).
  public var intValue: Int? {
    switch self {
    case .int(let number): number
    case .double(let number): Int(exactly: number)
    case .string(let text), .any(let text): Int(text)
    case .bool, .bytes: nil
    }
  }

  /// The finite number, if it is one or spells one (`"1.5"`).
  public var doubleValue: Double? {
    let number: Double? =
      switch self {
      case .int(let number): Double(number)
      case .double(let number): number
      case .string(let text), .any(let text): Double(text)
      case .bool, .bytes: nil
      }
    guard let number, number.isFinite else { return nil }
    return number
  }

  /// The truth value, if it is one or spells one (`"True"`, `"false"`).
  public var boolValue: Bool? {
    switch self {
    case .bool(let value): value
    case .string(let text), .any(let text): Bool(text.lowercased())
    case .int, .double, .bytes: nil
    }
  }

  /// The bytes, if it is some.
  public var bytesValue: [UInt8]? {
    if case .bytes(let bytes) = self { bytes } else { nil }
  }
}

extension LabelValue: ExpressibleByStringLiteral {
  /// Makes text.
  public init(stringLiteral value: String) {
    self = .string(value)
  }
}

extension LabelValue: ExpressibleByIntegerLiteral {
  /// Makes a whole number.
  public init(integerLiteral value: Int) {
    self = .int(value)
  }
}

extension LabelValue: ExpressibleByFloatLiteral {
  /// Makes a number.
  public init(floatLiteral value: Double) {
    self = .double(value)
  }
}

extension LabelValue: ExpressibleByBooleanLiteral {
  /// Makes a truth value.
  public init(booleanLiteral value: Bool) {
    self = .bool(value)
  }
}
