public import DovetailTransport

/// A queue that is to be there when a server starts.
public struct QueueDeclaration: Hashable, Sendable {
  /// Its name; a FIFO queue's ends in `.fifo`, and says by that what it is.
  public var name: QueueName
  /// Its attributes but the redrive policy; those that are not given take the defaults of SQS.
  public var attributes = QueueAttributes()
  /// Its tags.
  public var tags: [String: String] = [:]
  /// The queue, of the same account and region, that takes what is received too often; nil: none.
  public var deadLetterQueue: QueueName?
  /// How often a message is received before it moves there, 1 to 1,000.
  public var maxReceiveCount = 5

  /// Makes a declaration with the defaults of SQS.
  public init(_ name: QueueName) {
    self.name = name
    if name.isFIFO { attributes[.fifoQueue] = "true" }
  }
}

extension QueueDeclaration {
  /// Reads a queue of a configuration file.
  init(_ name: String, _ members: JSONMembers) throws(ServerError) {
    var members = members
    self.init(try QueueName(declared: name))
    attributes.visibilityTimeout = try members.duration("visibilityTimeout")
    attributes.retention = try members.duration("retention")
    attributes.delay = try members.duration("delay")
    attributes.receiveWaitTime = try members.duration("receiveWait")
    attributes.maximumMessageSize = try members.integer("maximumMessageSize")
    if let isContentBased = try members.bool("contentBasedDeduplication") {
      attributes[.contentBasedDeduplication] = String(isContentBased)
    }
    if try members.bool("highThroughput") == true {
      attributes[.deduplicationScope] = "messageGroup"
      attributes[.fifoThroughputLimit] = "perMessageGroupId"
    }
    if let deadLetterQueue = try members.text("deadLetterQueue") {
      self.deadLetterQueue = try QueueName(declared: deadLetterQueue)
    }
    if let count = try members.integer("maxReceiveCount") {
      guard deadLetterQueue != nil else {
        throw ServerError(
          "\(members.place) has a maxReceiveCount, but no deadLetterQueue that messages go to then."
        )
      }
      maxReceiveCount = count
    }
    tags = try members.map("tags") ?? [:]
    for (name, value) in try members.map("attributes") ?? [:] {
      attributes[QueueAttributeName(rawValue: name)] = value
    }
    try members.end()
  }
}

extension QueueName {
  /// Reads a queue's name in a configuration; throws a sentence about it.
  init(declared text: String) throws(ServerError) {
    do throws(TransportError) {
      self = try QueueName(text)
    } catch {
      throw ServerError("\(error)")
    }
  }
}
