import Synchronization

/// Copies of messages, which later receives return.
final class SecondDeliveries: Sendable {
  private let copies = Mutex<[QueueName: [ReceivedMessage]]>([:])

  /// The most copies that wait on a queue; beyond it messages come once.
  static let limit = 1000

  /// Keeps messages for another receive, which counts.
  func add(_ messages: [ReceivedMessage], of queue: QueueName) {
    copies.withLock { copies in
      let waiting = copies[queue, default: []]
      let added = messages.prefix(max(0, Self.limit - waiting.count)).map { message in
        var copy = message
        copy.receiveCount += 1
        return copy
      }
      copies[queue] = waiting + added
    }
  }

  /// Puts back what was taken and could not be returned.
  func putBack(_ taken: [ReceivedMessage], of queue: QueueName) {
    guard !taken.isEmpty else { return }
    copies.withLock { $0[queue] = taken + $0[queue, default: []] }
  }

  /// Takes out up to `count`, oldest first.
  func take(upTo count: Int, of queue: QueueName) -> [ReceivedMessage] {
    copies.withLock { copies in
      guard let waiting = copies[queue], count > 0 else { return [] }
      copies[queue] = waiting.count > count ? Array(waiting.dropFirst(count)) : nil
      return Array(waiting.prefix(count))
    }
  }
}
