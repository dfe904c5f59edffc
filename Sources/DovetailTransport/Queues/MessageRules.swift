/// The rules of SQS for calls and messages, checked before any I/O and alike everywhere.
///
/// Source: SQS API reference, SendMessage, SendMessageBatch, ReceiveMessage,
/// ChangeMessageVisibility; the texts are those SQS answers with, as far as they are known.
package enum MessageRules {
  /// Checks the number of entries of a batch; throws what fails the whole call.
  package static func checkBatch(count: Int, of entry: String) throws(TransportError) {
    guard count > 0 else {
      throw .invalid(
        .emptyBatchRequest, "There should be at least one \(entry)RequestEntry in the request.")
    }
    guard count <= SQSLimits.batchEntries else {
      throw .invalid(
        .tooManyEntriesInBatchRequest,
        "Maximum number of entries per request are 10. You have sent \(count).")
    }
  }

  /// Checks the entries of a send together; throws what fails the whole call.
  ///
  /// A FIFO queue takes no part of a batch in which one message has no group: it could not keep the
  /// order.
  package static func checkBatch(
    of messages: [OutgoingMessage], to queue: QueueName
  ) throws(TransportError) {
    try checkBatch(count: messages.count, of: "SendMessageBatch")
    if queue.isFIFO, messages.contains(where: { $0.groupID == nil }) {
      throw .invalid(.invalidParameterValue, missingGroup)
    }
    guard messages.count > 1 else { return }
    let size = messages.reduce(0) { $0 + $1.size }
    guard size <= SQSLimits.messageBytes else {
      throw .invalid(
        .batchRequestTooLong,
        "Batch requests cannot be longer than 1048576 bytes. You have sent \(size) bytes.")
    }
  }

  /// Checks a message that is sent by itself: SQS has another code then for what a batch lacks.
  static func checkAlone(
    _ message: OutgoingMessage, to queue: QueueName
  ) throws(TransportError) {
    guard !queue.isFIFO || message.groupID != nil else {
      throw .invalid(.missingParameter, missingGroup)
    }
  }

  /// Checks one message against a queue whose messages may have up to `maximumSize` bytes.
  package static func check(
    _ message: OutgoingMessage, to queue: QueueName, maximumSize: Int
  ) throws(TransportError) {
    guard !message.body.isEmpty else {
      throw .invalid(.missingParameter, "The request must contain the parameter MessageBody.")
    }
    try checkIDs(of: message, to: queue)
    if queue.isFIFO, let delay = message.delay, delay != .zero {
      throw .invalid(
        .invalidParameterValue,
        "Value \(delay.wholeSeconds) for parameter DelaySeconds is invalid. Reason: The request "
          + "include parameter that is not valid for this queue type.")
    }
    if let delay = message.delay, !SQSLimits.delay.contains(delay) {
      throw .invalid(
        .invalidParameterValue,
        "Value \(delay.wholeSeconds) for parameter DelaySeconds is invalid. Reason: DelaySeconds "
          + "must be >= 0 and <= 900.")
    }
    if let header = message.traceHeader { try checkTraceHeader(header) }
    if !message.attributes.isEmpty { try MessageAttributeRules.check(message.attributes) }
    guard message.size <= maximumSize else {
      throw tooLarge(maximumSize: maximumSize)
    }
    guard message.body.hasOnlyMessageCharacters else {
      throw .invalid(.invalidMessageContents, invalidCharacters)
    }
  }

  private static func checkIDs(
    of message: OutgoingMessage, to queue: QueueName
  ) throws(TransportError) {
    if let group = message.groupID { try IdentifierRules.check(group, "MessageGroupId") }
    guard let deduplication = message.deduplicationID else { return }
    try IdentifierRules.check(deduplication, "MessageDeduplicationId")
    guard queue.isFIFO else { throw notForStandard(deduplication, "MessageDeduplicationId") }
  }

  private static func checkTraceHeader(_ header: String) throws(TransportError) {
    guard !header.isEmpty else {
      throw .invalid(
        .invalidParameterValue,
        "Message system attribute 'AWSTraceHeader' must contain a non-empty value of type 'String'."
      )
    }
    guard header.hasOnlyMessageCharacters else {
      throw .invalid(.invalidParameterValue, invalidCharacters)
    }
  }

  private static func notForStandard(_ value: String, _ parameter: String) -> TransportError {
    .invalid(
      .invalidParameterValue,
      "Value \(value) for parameter \(parameter) is invalid. Reason: The request includes a "
        + "parameter that is not valid for this queue type.")
  }

  private static let missingGroup = "The request must contain the parameter MessageGroupId."

  /// The error for a message of more bytes than its queue takes.
  package static func tooLarge(maximumSize: Int) -> TransportError {
    .invalid(
      .invalidParameterValue,
      "One or more parameters are invalid. Reason: Message must be shorter than \(maximumSize) "
        + "bytes.")
  }

  /// Checks how a receive is asked for.
  package static func check(
    _ options: ReceiveOptions, from queue: QueueName
  ) throws(TransportError) {
    if let attempt = options.attemptID {
      try IdentifierRules.check(attempt, "ReceiveRequestAttemptId")
      guard queue.isFIFO else { throw notForStandard(attempt, "ReceiveRequestAttemptId") }
    }
    guard (1...SQSLimits.batchEntries).contains(options.maxMessages) else {
      throw outOfRange(
        options.maxMessages, "MaxNumberOfMessages", "Must be between 1 and 10, if provided.")
    }
    if let timeout = options.visibilityTimeout, !SQSLimits.visibilityTimeout.contains(timeout) {
      throw outOfRange(
        timeout.wholeSeconds, "VisibilityTimeout", "Must be >= 0 and <= 43200, if provided.")
    }
    if let wait = options.waitTime, !SQSLimits.waitTime.contains(wait) {
      throw outOfRange(wait.wholeSeconds, "WaitTimeSeconds", "Must be >= 0 and <= 20, if provided.")
    }
  }

  /// Checks a new visibility timeout.
  package static func check(_ change: VisibilityChange) throws(TransportError) {
    guard SQSLimits.visibilityTimeout.contains(change.timeout) else {
      throw outOfRange(
        change.timeout.wholeSeconds, "VisibilityTimeout", "Must be between 0 and 43200.")
    }
  }

  static let invalidCharacters =
    "Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | "
    + "#xE000 to #xFFFD | #x10000 to #x10FFFF"

  private static func outOfRange(
    _ value: some BinaryInteger, _ parameter: String, _ reason: String
  ) -> TransportError {
    .invalid(
      .invalidParameterValue,
      "Value \(value) for parameter \(parameter) is invalid. Reason: \(reason)")
  }
}

extension String {
  /// Whether SQS carries every character of the text.
  ///
  /// Looks at bytes, eight at a time: in UTF-8 only the control characters and U+FFFE and U+FFFF are
  /// to be found.
  package var hasOnlyMessageCharacters: Bool {
    var text = self
    return text.withUTF8 { bytes in
      let raw = UnsafeRawBufferPointer(bytes)
      var index = 0
      while index < bytes.count {
        let isWholeWord = bytes.count - index >= 8
        if isWholeWord, raw.loadUnaligned(fromByteOffset: index, as: UInt64.self).isPlainText {
          index += 8
          continue
        }
        let end = isWholeWord ? index + 8 : bytes.count
        guard (index..<end).allSatisfy({ Self.isMessageByte(bytes, $0) }) else { return false }
        index = end
      }
      return true
    }
  }

  /// Whether the byte at `index` neither is nor begins a character that SQS refuses.
  private static func isMessageByte(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int) -> Bool {
    switch bytes[index] {
    case 0x09, 0x0A, 0x0D: true
    case 0x00..<0x20: false
    case 0xEF where bytes.count - index > 2:
      bytes[index + 1] != 0xBF || bytes[index + 2] < 0xBE
    default: true
    }
  }
}

extension UInt64 {
  /// Whether none of the eight bytes is a control character or 0xEF.
  ///
  /// A byte's high bit is set in the first term when the byte is under 0x20, in the second when it is
  /// 0xEF; a byte above such a one may be taken for one too, never the other way round.
  fileprivate var isPlainText: Bool {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let differs = self ^ (ones &* 0xEF)
    let controls = (self &- ones &* 0x20) & ~self
    let matches = (differs &- ones) & ~differs
    return (controls | matches) & (ones &* 0x80) == 0
  }
}
