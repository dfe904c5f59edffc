extension ReceivedMessage {
  /// What the queue tells of the message, by the names and in the form that SQS gives them.
  ///
  /// Times are milliseconds since 1970. Each call makes them anew.
  ///
  /// Source: SQS API reference, ReceiveMessage, MessageSystemAttributeNames.
  public var headers: [String: String] {
    var headers = [
      MessageHeader.sentTimestamp: "\(sentAt.milliseconds)",
      MessageHeader.firstReceiveTimestamp: "\(firstReceivedAt.milliseconds)",
      MessageHeader.receiveCount: "\(receiveCount)",
    ]
    headers[MessageHeader.senderID] = senderID
    headers[MessageHeader.groupID] = groupID
    headers[MessageHeader.deduplicationID] = deduplicationID
    headers[MessageHeader.sequenceNumber] = sequenceNumber?.description
    headers[MessageHeader.traceHeader] = traceHeader
    headers[MessageHeader.deadLetterSource] = deadLetterSource?.description
    return headers
  }
}

/// The names that SQS gives to what it tells of a message.
package enum MessageHeader {
  package static let sentTimestamp = "SentTimestamp"
  package static let firstReceiveTimestamp = "ApproximateFirstReceiveTimestamp"
  package static let receiveCount = "ApproximateReceiveCount"
  package static let senderID = "SenderId"
  package static let groupID = "MessageGroupId"
  package static let deduplicationID = "MessageDeduplicationId"
  package static let sequenceNumber = "SequenceNumber"
  package static let traceHeader = "AWSTraceHeader"
  package static let deadLetterSource = "DeadLetterQueueSourceArn"
}
