internal import DovetailTransport

/// Which messages of a line are to be shown.
struct PeekWindow {
  private let state: MessageState?
  private let queue: QueueRecord
  private let now: Timestamp
  /// After this instant those become visible that are to be shown.
  let lower: Timestamp
  /// Up to this instant.
  let upper: Timestamp

  init(_ state: MessageState?, of queue: QueueRecord, at now: Timestamp) {
    self.state = state
    self.queue = queue
    self.now = now
    // A message is never visible before it is retained: what was visible by then has expired.
    let oldest = queue.oldestExpiry(at: now)
    (lower, upper) =
      switch state {
      case nil: (oldest, Timestamp(milliseconds: .max))
      case .available: (oldest, now)
      case .delayed, .inFlight: (now, Timestamp(milliseconds: .max))
      }
  }

  /// Whether the message is in the state, and its retention has not ended.
  func includes(_ sighting: MessageTable.Sighting) -> Bool {
    guard !queue.hasExpired(sighting.times, at: now) else { return false }
    return state == nil || queue.state(sighting.times, at: now) == state
  }
}
