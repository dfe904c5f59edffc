extension SQLiteDouble {
  /// How far the database's time is before that of the clock: zero, unless the clock was set back.
  ///
  /// Time never runs backwards in a database: after a step back of the clock it goes on from where it
  /// was, at its normal rate, also when it is opened again.
  public func clockLead() async throws -> Duration {
    try await lane.clockLead("look at the clock")
  }

  /// Lets the database's time go on with the clock's, and returns by how much it stepped back.
  ///
  /// All that is to happen at an instant then happens later by as much: the ends of delays, of
  /// visibility timeouts and of retention. What is sent from then on is neither taken for expired nor, after five
  /// minutes, for a duplicate of what was sent before. Nobody else may have the file open: it would bring its own
  /// time back.
  @discardableResult
  public func resetClock() async throws -> Duration {
    try await lane.resetClock("reset the clock")
  }
}
