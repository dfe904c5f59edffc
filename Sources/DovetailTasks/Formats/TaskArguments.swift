import DovetailTransport

/// The arguments of a call, as JSON: what a message carries, not yet read as Swift values.
public struct TaskArguments: Hashable, Sendable {
  /// The arguments given by place: the UTF-8 text of a JSON array, such as `[2,3]`.
  public let positional: [UInt8]
  /// The arguments given by name: the UTF-8 text of a JSON object, such as `{"width":3}`.
  public let named: [UInt8]

  /// No arguments.
  public static let none = TaskArguments(unchecked: TaskArguments.emptyArray)

  /// Takes JSON texts; throws ``TaskArgumentError`` unless they are an array and an object.
  public init(positional: [UInt8], named: [UInt8]) throws(TaskArgumentError) {
    try Self.check(positional, "[", "the positional arguments", "a JSON array")
    try Self.check(named, "{", "the named arguments", "a JSON object")
    self.init(unchecked: positional, named: named)
  }

  /// Takes texts that are known to be an array and an object.
  package init(unchecked positional: [UInt8], named: [UInt8] = TaskArguments.emptyObject) {
    self.positional = positional
    self.named = named
  }

  package static let emptyArray = Array("[]".utf8)
  package static let emptyObject = Array("{}".utf8)

  private static func check(
    _ json: [UInt8], _ bracket: Unicode.Scalar, _ what: String, _ expected: String
  ) throws(TaskArgumentError) {
    var reader = JSONReader(json)
    do throws(JSONError) {
      guard reader.peek() == UInt8(ascii: bracket) else {
        throw JSONError(expected: expected, offset: 0)
      }
      _ = try reader.skip()
      try reader.end()
    } catch {
      throw TaskArgumentError(what, "must be \(expected); \(error.expected) is missing")
    }
  }
}
