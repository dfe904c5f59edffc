internal import DovetailTransport

extension QueueSettings {
  /// Takes attributes over, each checked; throws the error of SQS that names the first bad one.
  ///
  /// Source: SQS API reference, CreateQueue, Attributes.
  mutating func apply(_ attributes: QueueAttributes) throws(TransportError) {
    for (name, value) in attributes.values.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      try apply(name, value)
    }
    try fifo?.check()
  }

  private mutating func apply(
    _ name: QueueAttributeName, _ value: String
  ) throws(TransportError) {
    switch name {
    case .delaySeconds: delay = try Self.seconds(value, name, in: SQSLimits.delay)
    case .visibilityTimeout:
      visibilityTimeout = try Self.seconds(value, name, in: SQSLimits.visibilityTimeout)
    case .messageRetentionPeriod:
      retention = try Self.seconds(value, name, in: SQSLimits.retention)
    case .receiveMessageWaitTimeSeconds:
      waitTime = try Self.seconds(value, name, in: SQSLimits.waitTime)
    case .maximumMessageSize:
      let range = SQSLimits.smallestMaximumMessageBytes...SQSLimits.messageBytes
      guard let size = Self.digits(value), range.contains(size) else { throw Self.invalid(name) }
      maximumMessageSize = size
    case .redrivePolicy:
      if !value.isEmpty { _ = try RedrivePolicy(json: value) }
      redrivePolicy = value.isEmpty ? nil : value
    default: try applyFIFO(name, value)
    }
  }

  /// The first attribute that is given in `attributes` and has another value here.
  func firstDifference(from attributes: QueueAttributes) throws(TransportError)
    -> QueueAttributeName?
  {
    for (name, value) in attributes.values.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      var changed = self
      try changed.apply(QueueAttributes([name: value]))
      if changed != self { return name }
    }
    return nil
  }

  private static func seconds(
    _ value: String, _ name: QueueAttributeName, in range: ClosedRange<Duration>
  ) throws(TransportError) -> Duration {
    guard let seconds = digits(value), range.contains(.seconds(seconds)) else {
      throw invalid(name)
    }
    return .seconds(seconds)
  }

  /// The number, if the text is nothing but digits.
  private static func digits(_ text: String) -> Int? {
    text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      ? Int(text) : nil
  }

  private static func invalid(_ name: QueueAttributeName) -> TransportError {
    .invalid(.invalidAttributeValue, "Invalid value for the parameter \(name.rawValue).")
  }
}

extension QueueRecord {
  /// All attributes, as GetQueueAttributes lists them.
  func attributes(arn: QueueARN) -> QueueAttributes {
    var attributes = QueueAttributes()
    attributes.delay = settings.delay
    attributes.visibilityTimeout = settings.visibilityTimeout
    attributes.retention = settings.retention
    attributes.receiveWaitTime = settings.waitTime
    attributes.maximumMessageSize = settings.maximumMessageSize
    settings.fifo?.write(to: &attributes)
    attributes[.redrivePolicy] = settings.redrivePolicy
    attributes[.queueARN] = arn.description
    attributes[.createdTimestamp] = String(createdAt.milliseconds / 1000)
    attributes[.lastModifiedTimestamp] = String(modifiedAt.milliseconds / 1000)
    return attributes
  }
}
