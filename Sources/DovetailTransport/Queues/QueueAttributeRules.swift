/// The rules of SQS for attributes of queues, checked before any I/O and alike everywhere.
///
/// Source: SQS API reference, CreateQueue and SetQueueAttributes; the texts are those SQS was seen to
/// answer with.
package enum QueueAttributeRules {
  /// Checks the attributes of a queue that is to be made.
  package static func check(
    _ attributes: QueueAttributes, creating queue: QueueName
  ) throws(TransportError) {
    try check(attributes, FIFORules(creating: attributes), excess: .invalidParameterValue)
    try FIFORules.check(queue, attributes)
  }

  /// Checks changes to a queue's attributes.
  package static func check(
    _ attributes: QueueAttributes, changing queue: QueueName
  ) throws(TransportError) {
    guard !attributes.values.isEmpty else {
      throw .invalid(
        .missingParameter, "The request must contain the parameter Attribute.Name.")
    }
    try check(attributes, FIFORules(changing: queue), excess: .overLimit)
  }

  /// Checks the names of attributes that are asked for.
  package static func check(names: [QueueAttributeName]) throws(TransportError) {
    let known = settable.union(readOnly).union(FIFORules.names).union([.all])
    for name in names where !known.contains(name) { throw unknown(name) }
  }

  /// The error for a queue that would be encrypted in two ways.
  package static let oneEncryption = TransportError.invalid(
    .invalidAttributeName,
    "You can use one type of server-side encryption (SSE) at one time. You can either enable KMS "
      + "SSE or SQS SSE.")

  /// The truth value that a text stands for.
  package static func bool(_ text: String) -> Bool? {
    switch text {
    case "true", "True": true
    case "false", "False": false
    default: nil
    }
  }

  /// Looks at all names first, then at the values, both in the order of the names.
  private static func check(
    _ attributes: QueueAttributes, _ fifo: FIFORules, excess: TransportError.Code
  ) throws(TransportError) {
    let values = attributes.values.sorted { $0.key.rawValue < $1.key.rawValue }
    for (name, value) in values where !settable.contains(name) { try fifo.check(name, value) }
    let hasKey = attributes[.kmsMasterKeyID].map { !$0.isEmpty } == true
    if hasKey, attributes[.sqsManagedSSEEnabled].flatMap(bool) == true { throw oneEncryption }
    for (name, value) in values {
      try check(name, value, excess)
      try fifo.check(name, value: value)
    }
  }

  private static let settable: Set<QueueAttributeName> = [
    .delaySeconds, .maximumMessageSize, .messageRetentionPeriod, .receiveMessageWaitTimeSeconds,
    .visibilityTimeout, .policy, .redrivePolicy, .redriveAllowPolicy, .kmsMasterKeyID,
    .kmsDataKeyReusePeriodSeconds, .sqsManagedSSEEnabled,
  ]

  private static let readOnly: Set<QueueAttributeName> = [
    .queueARN, .createdTimestamp, .lastModifiedTimestamp, .approximateNumberOfMessages,
    .approximateNumberOfMessagesNotVisible, .approximateNumberOfMessagesDelayed,
  ]

  private static func check(
    _ name: QueueAttributeName, _ value: String, _ excess: TransportError.Code
  ) throws(TransportError) {
    switch name {
    case .delaySeconds: try check(name, value, in: SQSLimits.delay)
    case .visibilityTimeout: try check(name, value, in: SQSLimits.visibilityTimeout)
    case .messageRetentionPeriod: try check(name, value, in: SQSLimits.retention)
    case .receiveMessageWaitTimeSeconds: try check(name, value, in: SQSLimits.waitTime)
    case .kmsDataKeyReusePeriodSeconds: try check(name, value, in: SQSLimits.dataKeyReuse)
    case .maximumMessageSize:
      let range = SQSLimits.smallestMaximumMessageBytes...SQSLimits.messageBytes
      guard let size = digits(value), range.contains(size) else { throw invalid(name) }
    case .sqsManagedSSEEnabled: guard bool(value) != nil else { throw invalid(name) }
    case .policy where !value.isEmpty: try QueuePolicyRules.check(value, excess)
    case .redrivePolicy where !value.isEmpty: _ = try RedrivePolicy(json: value)
    case .redriveAllowPolicy where !value.isEmpty: _ = try RedriveAllowPolicy(json: value)
    default: break
    }
  }

  private static func check(
    _ name: QueueAttributeName, _ value: String, in range: ClosedRange<Duration>
  ) throws(TransportError) {
    guard let seconds = digits(value), range.contains(.seconds(seconds)) else {
      throw invalid(name)
    }
  }

  /// The number, if the text is nothing but digits.
  private static func digits(_ text: String) -> Int? {
    text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      ? Int(text) : nil
  }

  static func unknown(_ name: QueueAttributeName) -> TransportError {
    .invalid(.invalidAttributeName, "Unknown Attribute \(name.rawValue).")
  }

  static func invalid(_ name: QueueAttributeName) -> TransportError {
    .invalid(.invalidAttributeValue, "Invalid value for the parameter \(name.rawValue).")
  }
}
