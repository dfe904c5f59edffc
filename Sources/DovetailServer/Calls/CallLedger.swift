internal import Synchronization

/// What has been called since the start, how often, with what end and how fast.
package final class CallLedger: Sendable {
  /// What is known of one call.
  package struct Entry: Hashable, Sendable {
    /// How many were answered, by the hundreds of their status: `answers[2]` counts successes.
    package fileprivate(set) var answers = [Int](repeating: 0, count: 6)
    /// How long they took together; long polls count with their wait.
    package fileprivate(set) var time = Duration.zero

    /// How many there were.
    package var count: Int { answers.reduce(0, +) }
  }

  /// The most that is kept apart; what comes then is counted without the name of its queue or bucket.
  static let mostEntries = 10_000

  private let entries = Mutex<[ServedCall: Entry]>([:])

  package init() {}

  /// Counts a call that was answered.
  package func record(_ call: ServedCall, status: Int, took time: Duration) {
    let place = min(max(status / 100, 0), 5)
    entries.withLock { entries in
      var call = call
      if entries.count >= Self.mostEntries, entries[call] == nil { call.resource = nil }
      entries[call, default: Entry()].add(place, time)
    }
  }

  /// All calls so far.
  package var calls: [ServedCall: Entry] { entries.withLock { $0 } }

  /// Forgets them.
  package func reset() {
    entries.withLock { $0 = [:] }
  }
}

extension CallLedger.Entry {
  fileprivate mutating func add(_ place: Int, _ time: Duration) {
    answers[place] += 1
    self.time += time
  }
}
