public import DovetailTransport

/// How far a run has come: a fraction, a text, or both.
public struct TaskProgress: Codable, Hashable, Sendable {
  /// How much is done, 0 to 1; nil: it cannot be said.
  public let fraction: Double?
  /// What is being done, at most 1,000 bytes; what is longer is cut.
  public let text: String?
  /// When it was reported; nil before that.
  public internal(set) var reportedAt: Timestamp?

  /// Makes a report; a fraction out of range is taken as the nearer end, one that is no number as none.
  public init(_ fraction: Double? = nil, _ text: String? = nil) {
    self.fraction = fraction.flatMap { $0.isNaN ? nil : min(max($0, 0), 1) }
    self.text = text?.prefix(bytes: Self.longestText)
  }

  private static let longestText = 1000
}

extension String {
  /// The text, cut before the character that would make it longer than so many bytes.
  func prefix(bytes limit: Int) -> String {
    guard utf8.count > limit else { return self }
    var end = startIndex
    var size = 0
    for index in indices {
      size += self[index].utf8.count
      guard size <= limit else { break }
      end = self.index(after: index)
    }
    return String(self[..<end])
  }
}
