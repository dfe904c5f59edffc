/// Names one enqueued task, from its sender to its result: 1 to 256 bytes of any text.
///
/// A broker mints time-ordered ids; other systems may send any text, for example TaskIQ 32
/// hexadecimal digits.
public struct TaskID: RawRepresentable, Hashable, Sendable, Codable {
  /// The id's text.
  public var rawValue: String

  /// Takes any text; formats refuse what is empty or over 256 bytes.
  public init(rawValue: String) {
    self.rawValue = rawValue
  }

  /// Whether the text's length is one that formats carry.
  package var isLegal: Bool { (1...256).contains(rawValue.utf8.count) }
}

extension TaskID: CustomStringConvertible {
  /// The id's text.
  public var description: String { rawValue }
}

extension TaskID: ExpressibleByStringLiteral {
  /// Takes the literal's text.
  public init(stringLiteral value: String) {
    self.init(rawValue: value)
  }
}
