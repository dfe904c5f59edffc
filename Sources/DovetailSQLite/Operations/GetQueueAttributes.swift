internal import DovetailTransport

/// GetQueueAttributes: those of the names that are set.
struct GetQueueAttributes {
  private let queue: QueueName
  private let names: Set<QueueAttributeName>
  private let arn: QueueARN

  init(
    _ names: [QueueAttributeName], of queue: QueueName, _ account: Account
  ) throws(TransportError) {
    try QueueAttributeRules.check(names: names)
    self.queue = queue
    self.names = Set(names)
    arn = account.arn(of: queue)
  }

  /// Nil when messages that have expired are to be cleared away before the others are counted.
  func run(in transaction: Transaction) throws -> QueueAttributes? {
    let queue = try transaction.queue(queue)
    guard !names.isEmpty else { return QueueAttributes() }
    var attributes = try transaction.storedAttributes(of: queue).attributes
    attributes[.queueARN] = arn.description
    attributes[.createdTimestamp] = String(queue.createdAt.milliseconds / 1000)
    attributes[.lastModifiedTimestamp] = String(queue.modifiedAt.milliseconds / 1000)
    if names.contains(.all) || !names.isDisjoint(with: MessageCounts.names) {
      guard let counts = try MessageCounts(of: queue, in: transaction) else { return nil }
      attributes.values.merge(counts.attributes) { _, count in count }
    }
    guard !names.contains(.all) else { return attributes }
    return QueueAttributes(attributes.values.filter { names.contains($0.key) })
  }
}
