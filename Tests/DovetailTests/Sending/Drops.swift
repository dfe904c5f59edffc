import Dovetail
import Synchronization

/// Gathers the tasks that a broker gave up.
final class Drops: Sendable {
  private let drops = Mutex<[DroppedTask]>([])

  var all: [DroppedTask] { drops.withLock { $0 } }

  @Sendable func add(_ task: DroppedTask) {
    drops.withLock { $0.append(task) }
  }
}
