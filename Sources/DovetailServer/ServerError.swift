/// Why a server does not start, as a sentence that says what to do.
public struct ServerError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The sentence.
  public let description: String

  package init(_ description: String) {
    self.description = description
  }
}
