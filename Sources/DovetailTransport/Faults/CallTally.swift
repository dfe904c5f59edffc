/// How many calls of a kind have ended, broken ones included.
public struct CallTally: Hashable, Sendable {
  /// The calls: what a service would bill.
  public var calls = 0
  /// Their entries together; of receives and lists, what they brought.
  public var entries = 0

  /// Makes a tally.
  public init(calls: Int = 0, entries: Int = 0) {
    self.calls = calls
    self.entries = entries
  }
}
