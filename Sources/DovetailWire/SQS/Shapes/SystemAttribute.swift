import DovetailTransport

/// What SQS itself says of a message when it is received.
///
/// Source: SQS API reference, ReceiveMessage, MessageSystemAttributeNames.
enum SystemAttribute: String, CaseIterable {
  case senderID = "SenderId"
  case sentTimestamp = "SentTimestamp"
  case receiveCount = "ApproximateReceiveCount"
  case firstReceiveTimestamp = "ApproximateFirstReceiveTimestamp"
  case sequenceNumber = "SequenceNumber"
  case deduplicationID = "MessageDeduplicationId"
  case groupID = "MessageGroupId"
  case traceHeader = "AWSTraceHeader"
  case deadLetterSource = "DeadLetterQueueSourceArn"

  /// Its text for a message; nil when the message has none.
  func text(of message: ReceivedMessage) -> String? {
    switch self {
    case .senderID: message.senderID
    case .sentTimestamp: String(message.sentAt.milliseconds)
    case .receiveCount: String(message.receiveCount)
    case .firstReceiveTimestamp: String(message.firstReceivedAt.milliseconds)
    case .sequenceNumber: message.sequenceNumber?.rawValue
    case .deduplicationID: message.deduplicationID
    case .groupID: message.groupID
    case .traceHeader: message.traceHeader
    case .deadLetterSource: message.deadLetterSource?.description
    }
  }

  /// Those of the names, all for `All`; names that are not known match nothing.
  static func selected(by names: Set<String>) -> [SystemAttribute] {
    names.contains("All") ? allCases : allCases.filter { names.contains($0.rawValue) }
  }
}
