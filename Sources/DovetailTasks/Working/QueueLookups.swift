import DovetailTransport
import Synchronization

/// What a worker has looked up of its queues: runs that last as long as a batch do not look each time.
final class QueueLookups: Sendable {
  private struct Entry {
    let attributes: QueueAttributes
    /// The clock's uptime.
    let madeAt: Duration
  }

  /// How long it goes by what it has seen: a queue may be given another dead-letter queue.
  private static let lifetime = Duration.seconds(300)

  private let entries = Mutex<[QueueName: Entry]>([:])

  /// The attributes of a queue; `isFresh`: as they are now.
  func attributes(
    of queue: QueueName, on broker: Broker, isFresh: Bool
  ) async throws -> QueueAttributes {
    let now = broker.clock.uptime
    if !isFresh, let entry = entries.withLock({ $0[queue] }), now - entry.madeAt < Self.lifetime {
      return entry.attributes
    }
    let attributes = try await broker.services.administration.attributes(of: queue)
    entries.withLock { $0[queue] = Entry(attributes: attributes, madeAt: now) }
    return attributes
  }
}
