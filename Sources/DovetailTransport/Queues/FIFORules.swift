/// The rules of SQS for the attributes that only FIFO queues have.
///
/// Source: SQS API reference, CreateQueue and SetQueueAttributes, "The following attributes apply only
/// to FIFO queues".
struct FIFORules {
  private let isFIFO: Bool
  private let isNew: Bool

  /// The rules for a queue that is to be made with `attributes`.
  init(creating attributes: QueueAttributes) {
    isFIFO = attributes[.fifoQueue].flatMap(QueueAttributeRules.bool) == true
    isNew = true
  }

  /// The rules for a queue that there is.
  init(changing queue: QueueName) {
    isFIFO = queue.isFIFO
    isNew = false
  }

  /// The attributes that only FIFO queues have.
  static let names: Set<QueueAttributeName> = [
    .fifoQueue, .contentBasedDeduplication, .deduplicationScope, .fifoThroughputLimit,
  ]

  /// Checks that the queue may have an attribute that standard queues have not.
  func check(_ name: QueueAttributeName, _ value: String) throws(TransportError) {
    switch name {
    case .fifoQueue where isFIFO || !isNew: break
    case .contentBasedDeduplication where isFIFO: break
    case .deduplicationScope, .fifoThroughputLimit:
      guard isFIFO else {
        throw .invalid(
          .invalidAttributeName,
          "You can specify the \(name.rawValue) only when FifoQueue is set to true.")
      }
    default: throw QueueAttributeRules.unknown(name)
    }
  }

  /// Checks the value of an attribute, if it is one of these.
  func check(_ name: QueueAttributeName, value: String) throws(TransportError) {
    switch name {
    case .fifoQueue:
      guard isFIFO, QueueAttributeRules.bool(value) == true else {
        throw .invalid(
          .invalidAttributeValue,
          "Invalid value for the parameter FifoQueue. Reason: Modifying queue type is not supported."
        )
      }
    case .contentBasedDeduplication:
      guard QueueAttributeRules.bool(value) != nil else {
        throw .invalid(
          .invalidAttributeValue,
          "Valid values for ContentBasedDeduplication are 'true' | 'false'. Received \(value)")
      }
    case .deduplicationScope where value != "messageGroup" && value != "queue",
      .fifoThroughputLimit where value != "perMessageGroupId" && value != "perQueue":
      throw QueueAttributeRules.invalid(name)
    default: break
    }
  }

  /// Checks that a new queue's name is one for its type.
  static func check(_ queue: QueueName, _ attributes: QueueAttributes) throws(TransportError) {
    switch (queue.isFIFO, attributes[.fifoQueue] != nil) {
    case (true, false):
      throw .invalid(
        .invalidParameterValue,
        "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length; a "
          + "name that ends in .fifo needs the attribute FifoQueue=true.")
    case (false, true):
      throw .invalid(
        .invalidParameterValue,
        "The name of a FIFO queue can only include alphanumeric characters, hyphens, or "
          + "underscores, must end with .fifo suffix and be 1 to 80 in length.")
    case (true, true), (false, false): break
    }
  }
}
