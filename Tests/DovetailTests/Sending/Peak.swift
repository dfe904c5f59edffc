import Synchronization

/// Counts how many go on at the same time.
final class Peak: Sendable {
  private let counts = Mutex<(now: Int, highest: Int)>((0, 0))

  /// The most that went on at once.
  var highest: Int { counts.withLock { $0.highest } }

  func during(_ body: () async -> Void) async {
    counts.withLock { counts in
      counts.now += 1
      counts.highest = max(counts.highest, counts.now)
    }
    await body()
    counts.withLock { $0.now -= 1 }
  }
}
