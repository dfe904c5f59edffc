import DovetailTransport

/// A task's turn among those for one FIFO queue that are sent together.
struct SendTurn: Sendable {
  private let own: Sleeper
  private let successor = Sleeper()

  /// The turn behind another; nil: the first.
  init(after predecessor: SendTurn?) {
    own = predecessor?.successor ?? Sleeper()
    if predecessor == nil { own.wake(.success(())) }
  }

  /// Waits for the turn; throws when the task is cancelled.
  func come() async throws {
    try await own.wait()
  }

  /// Lets the next one come; only the first call counts.
  func pass() {
    successor.wake(.success(()))
  }
}
