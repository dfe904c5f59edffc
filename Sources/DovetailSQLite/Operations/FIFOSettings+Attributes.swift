internal import DovetailTransport

/// Source: sqs-semantics §1.1, §1.2, §4.3.
extension FIFOSettings {
  /// The settings that a new queue begins with; nil for a standard queue.
  ///
  /// Throws when its name and the attribute `FifoQueue` do not agree.
  init?(creating name: QueueName, _ attributes: QueueAttributes) throws(TransportError) {
    guard let value = attributes[.fifoQueue] else {
      guard !name.isFIFO else {
        throw .invalid(
          .invalidParameterValue,
          "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length; a "
            + "name that ends in .fifo needs the attribute FifoQueue=true.")
      }
      return nil
    }
    guard value.lowercased() == "true" else {
      throw .invalid(.invalidAttributeName, "Unknown Attribute FifoQueue.")
    }
    guard name.isFIFO else {
      throw .invalid(
        .invalidParameterValue,
        "The name of a FIFO queue can only include alphanumeric characters, hyphens, or "
          + "underscores, must end with .fifo suffix and be 1 to 80 in length.")
    }
    self.init()
  }

  /// Makes the scope of de-duplication hold for good: SQS goes by the one of the queue's creation,
  /// whatever the attribute says later.
  mutating func freeze() {
    createdDeduplicatingByGroup = deduplicatesByGroup
  }

  /// Checks the attributes together.
  func check() throws(TransportError) {
    guard !limitsThroughputByGroup || deduplicatesByGroup else {
      throw .invalid(
        .invalidParameterValue,
        "The perMessageGroupId value is allowed only when the value for DeduplicationScope is "
          + "messageGroup")
    }
  }

  /// Adds what GetQueueAttributes lists for FIFO queues only.
  func write(to attributes: inout QueueAttributes) {
    attributes[.fifoQueue] = "true"
    attributes[.contentBasedDeduplication] = deduplicatesContent ? "true" : "false"
    attributes[.deduplicationScope] = deduplicatesByGroup ? "messageGroup" : "queue"
    attributes[.fifoThroughputLimit] = limitsThroughputByGroup ? "perMessageGroupId" : "perQueue"
  }
}

extension QueueSettings {
  /// Takes over an attribute that only FIFO queues have; throws for one that there is not.
  mutating func applyFIFO(
    _ name: QueueAttributeName, _ value: String
  ) throws(TransportError) {
    switch name {
    case .fifoQueue:
      guard fifo != nil, value.lowercased() == "true" else {
        throw .invalid(
          .invalidAttributeValue,
          "Invalid value for the parameter FifoQueue. Reason: Modifying queue type is not supported."
        )
      }
    case .contentBasedDeduplication:
      guard fifo != nil else { throw Self.unknown(name) }
      guard let flag = Bool(value.lowercased()) else {
        throw .invalid(
          .invalidAttributeValue,
          "Valid values for ContentBasedDeduplication are 'true' | 'false'. Received \(value)")
      }
      fifo?.deduplicatesContent = flag
    case .deduplicationScope:
      let byGroup = try onFIFO(name, value, yes: "messageGroup", no: "queue")
      fifo?.deduplicatesByGroup = byGroup
    case .fifoThroughputLimit:
      let byGroup = try onFIFO(name, value, yes: "perMessageGroupId", no: "perQueue")
      fifo?.limitsThroughputByGroup = byGroup
    default: throw Self.unknown(name)
    }
  }

  private func onFIFO(
    _ name: QueueAttributeName, _ value: String, yes: String, no: String
  ) throws(TransportError) -> Bool {
    guard fifo != nil else {
      throw .invalid(
        .invalidAttributeName,
        "You can specify the \(name.rawValue) only when FifoQueue is set to true.")
    }
    guard value == yes || value == no else {
      throw .invalid(
        .invalidAttributeValue, "Invalid value for the parameter \(name.rawValue).")
    }
    return value == yes
  }

  private static func unknown(_ name: QueueAttributeName) -> TransportError {
    .invalid(.invalidAttributeName, "Unknown Attribute \(name.rawValue).")
  }
}
