/// What a task answers whose body returns nothing: JSON's `null`, Python's `None`.
public struct NoValue: Codable, Hashable, Sendable {
  /// Makes the only value there is.
  public init() {}

  /// Accepts anything: a task written in Python may answer a value that nobody here asked for.
  public init(from decoder: any Decoder) {}

  /// Writes `null`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encodeNil()
  }
}
