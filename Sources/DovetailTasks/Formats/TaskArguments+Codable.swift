/// Arguments inside of another value, such as a baked task: two texts of JSON.
extension TaskArguments: Codable {
  private enum CodingKeys: String, CodingKey {
    case positional = "args"
    case named = "kwargs"
  }

  /// Reads the texts; throws unless they are a JSON array and a JSON object.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(
      positional: Array(try container.decode(String.self, forKey: .positional).utf8),
      named: Array(try container.decode(String.self, forKey: .named).utf8))
  }

  /// Writes the texts.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(String(decoding: positional, as: UTF8.self), forKey: .positional)
    try container.encode(String(decoding: named, as: UTF8.self), forKey: .named)
  }
}
