internal import DovetailTransport

/// SetQueueAttributes: changes attributes, all of them or none.
struct SetQueueAttributes {
  private let queue: QueueName
  private let attributes: QueueAttributes
  private let deadLetters: DeadLetterTarget?

  init(
    _ attributes: QueueAttributes, of queue: QueueName, _ account: Account
  ) throws(TransportError) {
    try QueueAttributeRules.check(attributes, changing: queue)
    deadLetters = try DeadLetterTarget(attributes, of: account.arn(of: queue))
    self.queue = queue
    self.attributes = attributes
  }

  func run(in transaction: Transaction) throws {
    let queue = try transaction.queue(queue)
    try deadLetters?.check(in: transaction)
    var stored = try transaction.storedAttributes(of: queue)
    try stored.apply(attributes)
    try transaction.queues.update(queue.id, stored.settings, at: transaction.now)
    try transaction.queueAttributes.replace(stored.texts, of: queue.id)
    try transaction.apply(stored.settings, to: queue)
  }
}
