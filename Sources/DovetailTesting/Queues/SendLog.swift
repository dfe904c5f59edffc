import DovetailTransport
import Synchronization

/// What was sent to the queues of a test and accepted, in order.
final class SendLog: Sendable {
  struct Entry: Sendable {
    var queue: QueueName
    var message: OutgoingMessage
    var id: MessageID
    var sentAt: Timestamp
  }

  private struct Fields {
    var entries: [Entry] = []
    var ids: Set<MessageID> = []
    var dropped = 0
  }

  /// The most that is kept: the latest.
  private static let limit = 100_000

  private let fields = Mutex(Fields())

  /// Where the record ends now.
  var end: Int { fields.withLock { $0.dropped + $0.entries.count } }

  /// What was sent since then.
  func entries(from start: Int = 0) -> [Entry] {
    fields.withLock { Array($0.entries.dropFirst(max(0, start - $0.dropped))) }
  }

  /// Adds what was accepted, but for the duplicates that a FIFO queue has dropped.
  func add(
    _ messages: [OutgoingMessage], _ outcomes: [Result<SentMessage, TransportError>],
    to queue: QueueName, at now: Timestamp
  ) {
    fields.withLock { fields in
      for (message, outcome) in zip(messages, outcomes) {
        guard case .success(let sent) = outcome, fields.ids.insert(sent.id).inserted else {
          continue
        }
        fields.entries.append(Entry(queue: queue, message: message, id: sent.id, sentAt: now))
      }
      let excess = fields.entries.count - Self.limit
      guard excess > 0 else { return }
      fields.ids.subtract(fields.entries.prefix(excess).map(\.id))
      fields.entries.removeFirst(excess)
      fields.dropped += excess
    }
  }
}

extension SendLog.Entry {
  /// The message as a queue would deliver it for the first time.
  var received: ReceivedMessage {
    ReceivedMessage(
      id: id, receipt: ReceiptHandle(rawValue: ""), body: message.body,
      attributes: message.attributes, sentAt: sentAt, firstReceivedAt: sentAt, receiveCount: 0,
      groupID: message.groupID, deduplicationID: message.deduplicationID,
      traceHeader: message.traceHeader)
  }
}
