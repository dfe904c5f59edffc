internal import Dispatch
internal import Synchronization

/// The serial queues on which lanes work.
///
/// Each queue of Dispatch's that has work takes a thread, up to 255 of them, so thousands of stores that
/// all work at once would have as many. Stores in memory, which never wait for a disk, share sixteen
/// queues. That of a file is its own, so that a slow disk holds up nobody else.
enum LaneQueues {
  static func make(_ label: String, for location: SQLiteDouble.Location) -> DispatchQueue {
    switch location {
    case .memory:
      let number = next.add(1, ordering: .relaxed).oldValue
      return DispatchQueue(label: label, target: shared[Int(number % UInt64(shared.count))])
    case .file: return DispatchQueue(label: label)
    }
  }

  private static let next = Atomic<UInt64>(0)

  private static let shared = (0..<16).map { DispatchQueue(label: "dovetail.memory-\($0)") }
}
