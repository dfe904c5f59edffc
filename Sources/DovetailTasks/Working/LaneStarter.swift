import DequeModule
import Synchronization

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Starts the lanes of a queue in the order they came.
///
/// As many tasks as there are cores take one lane after the other, each as far as it goes without
/// suspending, since to hand each to a thread of its own costs more than most bodies. A body that keeps its
/// thread busy holds up nothing behind it: the others go on.
final class LaneStarter: Sendable {
  private struct Fields {
    var lanes = Deque<LaneRun>()
    var starters = 0
  }

  private static let mostStarters = ProcessInfo.processInfo.activeProcessorCount
  /// How many lanes are begun before others in the pool get their turn.
  private static let stride = 16

  private let fields = Mutex(Fields())

  /// Takes lanes; returns how many tasks more are to ``run()``.
  func add(_ lanes: [LaneRun]) -> Int {
    fields.withLock { fields in
      fields.lanes.append(contentsOf: lanes)
      let wanted = min(fields.lanes.count, Self.mostStarters)
      let more = max(0, wanted - fields.starters)
      fields.starters += more
      return more
    }
  }

  /// Starts lanes until there are none, and waits for those that it has started.
  func run() async {
    await withDiscardingTaskGroup { running in
      var started = 0
      while let lane = next() {
        running.addTaskStartingHere { _ = await lane.reports() }
        started += 1
        if started.isMultiple(of: Self.stride) { await Task.yield() }
      }
    }
  }

  private func next() -> LaneRun? {
    fields.withLock { fields in
      if let lane = fields.lanes.popFirst() { return lane }
      fields.starters -= 1
      return nil
    }
  }
}
