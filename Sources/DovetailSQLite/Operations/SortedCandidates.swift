internal import DovetailTransport

/// Visible messages, by what a receive has to do with them.
struct SortedCandidates {
  /// Their retention has ended: they are to be deleted.
  private(set) var expired: [MessageTable.Candidate] = []
  /// They were received too often: they are to be moved to the dead-letter queue.
  private(set) var exhausted: [MessageTable.Candidate] = []
  /// They are to be returned.
  private(set) var fresh: [MessageTable.Candidate] = []

  init(
    _ candidates: [MessageTable.Candidate], on queue: QueueRecord, _ deadLetters: DeadLetters?,
    at now: Timestamp
  ) {
    // Mostly all of them are, and need no sorting.
    guard
      candidates.contains(where: {
        queue.hasExpired($0.times, at: now) || deadLetters?.takes($0) == true
      })
    else {
      fresh = candidates
      return
    }
    for candidate in candidates {
      if queue.hasExpired(candidate.times, at: now) {
        expired.append(candidate)
      } else if deadLetters?.takes(candidate) == true {
        exhausted.append(candidate)
      } else {
        fresh.append(candidate)
      }
    }
  }

  /// Whether all are to be returned.
  var areFresh: Bool { expired.isEmpty && exhausted.isEmpty }
}
