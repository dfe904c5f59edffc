/// Where a broker works: `memory:`, `sqlite:PATH` or `sqs://REGION`.
public struct BrokerURL: Hashable, Sendable {
  /// The kinds of place.
  public enum Place: Hashable, Sendable {
    /// A private database in memory, gone with the broker.
    case memory
    /// A database in the file of that path.
    case sqlite(path: String)
    /// Amazon SQS and S3, or services that speak like them.
    case sqs(SQSPlace)
  }

  /// The place that the URL names.
  public let place: Place

  /// Reads a URL; throws ``BrokerURLError``, which says what is wrong with it.
  public init(_ text: String) throws(BrokerURLError) {
    guard let colon = text.firstIndex(of: ":") else {
      throw BrokerURLError(text, "It has no scheme.")
    }
    let scheme = text[..<colon].lowercased()
    let rest = String(text[text.index(after: colon)...])
    switch scheme {
    case "memory":
      guard rest.isEmpty else { throw BrokerURLError(text, "Nothing may follow \"memory:\".") }
      place = .memory
    case "sqlite":
      guard !rest.isEmpty, rest != ":memory:" else {
        throw BrokerURLError(text, "A path must follow \"sqlite:\"; for memory write \"memory:\".")
      }
      guard !rest.contains("\0") else {
        throw BrokerURLError(text, "The path holds a NUL character.")
      }
      place = .sqlite(path: rest)
    case "sqs": place = .sqs(try SQSPlace(rest, of: text))
    default:
      throw BrokerURLError(text, "The scheme \"\(scheme)\" is not known.")
    }
  }
}

/// Why a text does not say where a broker works.
public struct BrokerURLError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The text.
  public let url: String
  /// What is wrong with it.
  public let problem: String

  init(_ url: String, _ problem: String) {
    self.url = url
    self.problem = problem
  }

  /// A sentence that names the text, the fault and the forms there are.
  public var description: String {
    "\"\(url)\" does not say where the broker works. \(problem) "
      + "Write memory:, sqlite:PATH or sqs://REGION, for example sqlite:dev.db or "
      + "sqs://eu-west-1?results=s3://my-bucket/results."
  }
}
