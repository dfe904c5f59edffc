import DovetailContracts
import DovetailTransport
import Synchronization

/// What claims may do with a peer's time.
enum PeerTime: Sendable {
  /// It is the machine's, and nobody waits for it.
  case fixed
  /// It is the world's: each claim may wait for it so long in all.
  case real(upTo: Duration)

  /// The time of one subject, which notes in `record` what was refused.
  func subjectTime(_ record: TimeRecord) -> SubjectTime {
    let clock = SystemClock()
    let most: Duration =
      switch self {
      case .fixed: .zero
      case .real(let limit): limit
      }
    return SubjectTime {
      clock.now
    } advance: { duration in
      try record.wait(duration, atMost: most)
      try await clock.sleep(for: duration)
    }
  }
}

/// How long a claim has waited, and whether it wanted to for longer than it may.
final class TimeRecord: Sendable {
  private struct Fields {
    var waited = Duration.zero
    var refused: Duration?
  }

  private let fields = Mutex(Fields())

  /// How far a claim wanted to move the time and was not allowed to; nil: it was not refused.
  var refused: Duration? { fields.withLock { $0.refused } }

  fileprivate func wait(_ duration: Duration, atMost most: Duration) throws {
    try fields.withLock { fields in
      guard fields.waited + duration <= most else {
        fields.refused = fields.refused ?? duration
        throw InteropError("The time of this peer cannot be moved by \(duration).")
      }
      fields.waited += duration
    }
  }
}
