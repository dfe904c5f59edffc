import DovetailTransport

/// Names a call that is to be sent once, however often it is made.
public struct OnceKey: Codable, Hashable, Sendable {
  /// The key, 1 to 256 bytes of any text; calls of other tasks may have the same.
  public let text: String
  /// How long it holds, 1 s to 366 days; after that the same call is sent again.
  public let lifetime: Duration

  func check(of owner: String) throws(TaskError) {
    guard (1...256).contains(text.utf8.count) else {
      throw TaskError(
        .invalidOption,
        "The once key of \(owner) must have 1 to 256 bytes; it has \(text.utf8.count).")
    }
    guard lifetime >= .seconds(1), SendOptions.delayRange.contains(lifetime) else {
      throw TaskError(
        .invalidOption,
        "The once key of \(owner) must hold for 1 s to 366 days, not for \(lifetime.inSeconds) s.")
    }
  }
}
