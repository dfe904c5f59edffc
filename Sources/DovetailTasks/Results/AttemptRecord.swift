/// How often a message's task has been run, all of it in vain so far.
public struct AttemptRecord: Hashable, Sendable {
  /// How many runs have failed, at least 1.
  public var failedRuns: Int
  /// Whether no run may follow: the error is stored as the result, and what is left is to move the
  /// message to the dead-letter queue.
  public var isFinal: Bool

  /// Makes a record.
  public init(failedRuns: Int, isFinal: Bool = false) {
    self.failedRuns = failedRuns
    self.isFinal = isFinal
  }

  /// Reads `3` or `3 final`; nil for anything else.
  init?(text: String) {
    let words = text.split(separator: " ", omittingEmptySubsequences: false)
    guard let runs = words.first.flatMap({ Int($0) }), runs >= 0,
      words.count == 1 || words.count == 2 && words[1] == "final"
    else { return nil }
    self.init(failedRuns: runs, isFinal: words.count == 2)
  }

  var text: String { isFinal ? "\(failedRuns) final" : "\(failedRuns)" }
}
