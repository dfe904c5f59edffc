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
  package static func checkBatch(of messages: [OutgoingMessage]) throws(TransportError) {
    try checkBatch(count: messages.count, of: "SendMessageBatch")
    guard messages.count > 1 else { return }
    let size = messages.reduce(0) { $0 + $1.size }
    guard size <= SQSLimits.messageBytes else {
      throw .invalid(
        .batchRequestTooLong,
        "Batch requests cannot be longer than 1048576 bytes. You have sent \(size) bytes.")
    }
  }

  /// Checks one message against a queue whose messages may have up to `maximumSize` bytes.
  package static func check(
    _ message: OutgoingMessage, maximumSize: Int
  ) throws(TransportError) {
    guard !message.body.isEmpty else {
      throw .invalid(.missingParameter, "The request must contain the parameter MessageBody.")
    }
    if let delay = message.delay, !SQSLimits.delay.contains(delay) {
      throw .invalid(
        .invalidParameterValue,
        "Value \(delay.wholeSeconds) for parameter DelaySeconds is invalid. Reason: DelaySeconds "
          + "must be >= 0 and <= 900.")
    }
    if !message.attributes.isEmpty { try MessageAttributeRules.check(message.attributes) }
    guard message.size <= maximumSize else {
      throw tooLarge(message, maximumSize: maximumSize)
    }
    guard message.body.hasOnlyMessageCharacters else {
      throw .invalid(.invalidMessageContents, invalidCharacters)
    }
  }

  /// The error for a message of more bytes than its queue takes.
  package static func tooLarge(_ message: OutgoingMessage, maximumSize: Int) -> TransportError {
    .invalid(
      .invalidParameterValue,
      "One or more parameters are invalid. Reason: Message must be shorter than \(maximumSize) "
        + "bytes. This one has \(message.size).")
  }

  /// Checks how a receive is asked for.
  package static func check(_ options: ReceiveOptions) throws(TransportError) {
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
  /// Looks at bytes: in UTF-8 only the control characters and U+FFFE and U+FFFF are to be found.
  package var hasOnlyMessageCharacters: Bool {
    var text = self
    return text.withUTF8 { bytes in
      var index = 0
      while index < bytes.count {
        let byte = bytes[index]
        if byte < 0x20, byte != 0x09, byte != 0x0A, byte != 0x0D { return false }
        if byte == 0xEF, bytes.count - index > 2, bytes[index + 1] == 0xBF,
          bytes[index + 2] >= 0xBE
        {
          return false
        }
        index += 1
      }
      return true
    }
  }
}
