import DovetailTransport

/// The policy as a text of whole numbers, for labels and files: `exponential 5 1000 900000`, which are its
/// attempts, base and cap in milliseconds, or `constant 5 30000`.
extension RetryPolicy: Codable {
  /// Nil for a custom policy.
  var text: String? {
    switch backOff {
    case .exponential(let base, let cap): "exponential \(maxAttempts) \(base) \(cap)"
    case .constant(let delay): "constant \(maxAttempts) \(delay)"
    case .custom: nil
    }
  }

  /// Nil when the text is no policy's.
  init?(text: String) {
    let words = text.split(separator: " ")
    let numbers = words.dropFirst().compactMap { Int64($0) }
    guard numbers.count == words.count - 1, let attempts = numbers.first.flatMap(Int.init(exactly:))
    else { return nil }
    switch (words[0], numbers.count) {
    case ("exponential", 3):
      self = .exponential(
        maxAttempts: attempts, base: .milliseconds(numbers[1]), cap: .milliseconds(numbers[2]))
    case ("constant", 2):
      self = .constant(.milliseconds(numbers[1]), maxAttempts: attempts)
    default: return nil
    }
  }

  /// Reads a policy.
  public init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard let policy = RetryPolicy(text: text) else {
      throw DecodingError.dataCorrupted(
        DecodingError.Context(
          codingPath: decoder.codingPath, debugDescription: "This is not a retry policy."))
    }
    self = policy
  }

  /// Writes the policy; throws for a custom one, whose closure cannot be written.
  public func encode(to encoder: any Encoder) throws {
    guard let text else {
      throw EncodingError.invalidValue(
        self,
        EncodingError.Context(
          codingPath: encoder.codingPath,
          debugDescription: "A custom retry policy cannot be written."))
    }
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}
