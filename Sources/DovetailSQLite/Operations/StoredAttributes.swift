internal import DovetailTransport

/// All attributes of a queue that can be set.
struct StoredAttributes: Equatable {
  var settings = QueueSettings()
  /// Those that operations on messages do not look at, as sent; defaults are left out.
  var texts: [QueueAttributeName: String] = [:]

  init(settings: QueueSettings, texts: [QueueAttributeName: String]) {
    self.settings = settings
    self.texts = texts
  }

  /// Those of a new queue, from attributes that have been checked.
  init(creating name: QueueName, _ attributes: QueueAttributes) throws(TransportError) {
    if name.isFIFO { settings.fifo = FIFOSettings() }
    try apply(attributes)
    settings.fifo?.freeze()
  }

  /// Takes attributes over that have been checked; throws when they do not go with those there are.
  ///
  /// A key of KMS turns SQS's own encryption off, and its removal does not turn it on, as SQS was seen
  /// to do.
  mutating func apply(_ attributes: QueueAttributes) throws(TransportError) {
    try settings.fifo?.apply(attributes)
    if let delay = attributes.delay { settings.delay = delay }
    if let timeout = attributes.visibilityTimeout { settings.visibilityTimeout = timeout }
    if let retention = attributes.retention { settings.retention = retention }
    if let waitTime = attributes.receiveWaitTime { settings.waitTime = waitTime }
    if let size = attributes.maximumMessageSize { settings.maximumMessageSize = size }
    for name in Self.texts { if let text = attributes[name] { set(name, text) } }
    if texts[.kmsMasterKeyID] != nil, attributes[.kmsMasterKeyID] != nil {
      texts[.sqsManagedSSEEnabled] = "false"
    }
    if let policy = attributes[.redrivePolicy] {
      let redrive = try? RedrivePolicy(json: policy)  // Empty text removes the policy.
      settings.redrive = redrive.map {
        QueueSettings.Redrive(
          deadLetterQueue: $0.deadLetterTarget.queue.text,
          maxReceiveCount: Int64($0.maxReceiveCount))
      }
    }
    guard texts[.kmsMasterKeyID] == nil || texts[.sqsManagedSSEEnabled] != nil else {
      throw QueueAttributeRules.oneEncryption
    }
  }

  /// The first attribute, in order of names, that has another value here than is given.
  func firstDifference(from attributes: QueueAttributes) -> QueueAttributeName? {
    attributes.values.keys.sorted { $0.rawValue < $1.rawValue }.first { name in
      var changed = self
      do {
        try changed.apply(QueueAttributes([name: attributes[name] ?? ""]))
        return !isSame(changed)
      } catch {
        return true  // What does not go with the queue's attributes differs from them.
      }
    }
  }

  /// The attributes as GetQueueAttributes lists them.
  var attributes: QueueAttributes {
    var attributes = QueueAttributes(texts)
    attributes.delay = settings.delay
    attributes.visibilityTimeout = settings.visibilityTimeout
    attributes.retention = settings.retention
    attributes.receiveWaitTime = settings.waitTime
    attributes.maximumMessageSize = settings.maximumMessageSize
    settings.fifo?.write(to: &attributes)
    attributes[.sqsManagedSSEEnabled] = texts[.sqsManagedSSEEnabled] ?? "true"
    return attributes
  }

  private static let texts: [QueueAttributeName] = [
    .policy, .redrivePolicy, .redriveAllowPolicy, .kmsMasterKeyID, .kmsDataKeyReusePeriodSeconds,
    .sqsManagedSSEEnabled,
  ]

  /// Sets a text; one that says the default is kept as none, so that it is not listed.
  private mutating func set(_ name: QueueAttributeName, _ text: String) {
    let isDefault =
      switch name {
      case .sqsManagedSSEEnabled: QueueAttributeRules.bool(text) == true
      case .kmsDataKeyReusePeriodSeconds: Int(text) == 300
      default: text.isEmpty
      }
    let value = name == .sqsManagedSSEEnabled ? "false" : text
    texts[name] = isDefault ? nil : value
  }

  /// Whether the attributes are the same, where two texts of one JSON value are.
  private func isSame(_ other: StoredAttributes) -> Bool {
    settings == other.settings
      && Self.texts.allSatisfy { name in
        if texts[name] == other.texts[name] { return true }
        guard let text = texts[name], let otherText = other.texts[name],
          let value = try? JSONValue(parsing: Array(text.utf8))  // Text that is not JSON differs.
        else { return false }
        return (try? JSONValue(parsing: Array(otherText.utf8))) == value
      }
  }
}

extension Transaction {
  /// The attributes of a queue that can be set.
  func storedAttributes(of queue: QueueRecord) throws -> StoredAttributes {
    StoredAttributes(
      settings: queue.settings, texts: try queueAttributes.all(of: queue.id))
  }
}
