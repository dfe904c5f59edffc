internal import DovetailTransport

extension FIFOSettings {
  /// Takes attributes over that have been checked; throws when they do not go together.
  ///
  /// Source: SQS developer guide, "Amazon SQS FIFO queues", and recorded answers.
  mutating func apply(_ attributes: QueueAttributes) throws(TransportError) {
    if let value = attributes[.contentBasedDeduplication] {
      deduplicatesContent = QueueAttributeRules.bool(value) == true
    }
    if let value = attributes[.deduplicationScope] { deduplicatesByGroup = value == "messageGroup" }
    if let value = attributes[.fifoThroughputLimit] {
      limitsThroughputByGroup = value == "perMessageGroupId"
    }
    guard !limitsThroughputByGroup || deduplicatesByGroup else {
      throw .invalid(
        .invalidParameterValue,
        "The perMessageGroupId value is allowed only when the value for DeduplicationScope is "
          + "messageGroup")
    }
  }

  /// Makes the scope of de-duplication hold for good: SQS goes by the one of the queue's creation,
  /// whatever the attribute says later.
  mutating func freeze() {
    createdDeduplicatingByGroup = deduplicatesByGroup
  }

  /// Adds what GetQueueAttributes lists for FIFO queues only.
  func write(to attributes: inout QueueAttributes) {
    attributes[.fifoQueue] = "true"
    attributes[.contentBasedDeduplication] = deduplicatesContent ? "true" : "false"
    attributes[.deduplicationScope] = deduplicatesByGroup ? "messageGroup" : "queue"
    attributes[.fifoThroughputLimit] = limitsThroughputByGroup ? "perMessageGroupId" : "perQueue"
  }
}
