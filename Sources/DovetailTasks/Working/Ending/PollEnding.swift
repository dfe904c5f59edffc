import DovetailTransport

/// What a worker does with the receives that wait for messages when it is told to stop.
///
/// Where a receive can be given up without loss, as on SQLite, it always is, at once.
public enum PollEnding: Sendable {
  /// They come to their own end, at the latest 3 s before that of the drain time-out; what they bring is
  /// given back.
  case patient
  /// They are given up at once. What one was about to bring stays hidden until its visibility timeout ends.
  case fast

  /// How long they may go on.
  func grace(within drainTimeout: Duration) -> Duration {
    switch self {
    case .patient: max(.zero, drainTimeout - .seconds(3))
    case .fast: .zero
    }
  }
}
