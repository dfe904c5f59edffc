import Synchronization
import Testing

@testable import DovetailTasks

@Suite("Threads of blocking bodies", .timeLimit(.minutes(5)))
struct BlockingPoolTests {
  @Test func `rule 3: so many bodies block at once as the pool has threads, and no more`() async {
    let pool = BlockingPool(threads: 2)
    let crowd = Crowd()

    await withDiscardingTaskGroup { group in
      for _ in 0..<6 {
        group.addTask(executorPreference: pool) {
          crowd.enter()
          // Holds its thread until another body holds one too.
          while crowd.highest < 2 { continue }
          crowd.leave()
        }
      }
    }

    #expect(crowd.highest == 2)
  }
}

/// Counts who is there at once.
private final class Crowd: Sendable {
  private let counts = Mutex<(now: Int, highest: Int)>((0, 0))

  var highest: Int { counts.withLock { $0.highest } }

  func enter() {
    counts.withLock { counts in
      counts.now += 1
      counts.highest = max(counts.highest, counts.now)
    }
  }

  func leave() {
    counts.withLock { $0.now -= 1 }
  }
}
