/// How much a transaction may still clear away of what nobody sees any more: others wait for it.
///
/// What is left over is for another transaction. It counts messages, and in their place 64 KiB of
/// what large ones had.
final class Sweep {
  private var left = 500
  /// The queues in which receives met more than they could clear away.
  private(set) var unsweptQueues: Set<Int64> = []

  /// Whether nothing more is to be cleared away.
  var isSpent: Bool { left <= 0 }

  /// How much may be cleared away, at least nothing.
  var rest: Int { max(left, 0) }

  func spend(_ count: Int, bytes: Int = 0) {
    left -= count + bytes / 65_536
  }

  /// Says that a receive could not see behind what is left over in a queue.
  func leave(_ queue: Int64) {
    unsweptQueues.insert(queue)
  }
}
