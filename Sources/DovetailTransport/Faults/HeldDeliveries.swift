import Synchronization

/// Messages that later receives return: copies of those that came already, and those that were put behind
/// others.
final class HeldDeliveries: Sendable {
  private let held = Mutex<[QueueName: [ReceivedMessage]]>([:])

  /// The most copies that wait on a queue; beyond it messages come once.
  static let limit = 1000

  /// Keeps copies of messages for another receive, which counts.
  func addCopies(_ messages: [ReceivedMessage], of queue: QueueName) {
    held.withLock { held in
      let waiting = held[queue, default: []]
      let added = messages.prefix(max(0, Self.limit - waiting.count)).map { message in
        var copy = message
        copy.receiveCount += 1
        return copy
      }
      held[queue] = waiting + added
    }
  }

  /// Puts back what was taken and could not be returned.
  func putBack(_ taken: [ReceivedMessage], of queue: QueueName) {
    guard !taken.isEmpty else { return }
    held.withLock { $0[queue] = taken + $0[queue, default: []] }
  }

  /// Takes out up to `count`, oldest first.
  func take(upTo count: Int, of queue: QueueName) -> [ReceivedMessage] {
    held.withLock { held in
      guard let waiting = held[queue], count > 0 else { return [] }
      held[queue] = waiting.count > count ? Array(waiting.dropFirst(count)) : nil
      return Array(waiting.prefix(count))
    }
  }
}
