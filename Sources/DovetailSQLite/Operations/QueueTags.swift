internal import DovetailTransport

/// TagQueue: sets tags beside those that a queue has.
struct TagQueue {
  private let queue: QueueName
  private let tags: [String: String]

  init(_ queue: QueueName, _ tags: [String: String]) throws(TransportError) {
    try QueueTagRules.checkAny(tags.isEmpty, "Tags")
    try QueueTagRules.check(tags)
    self.queue = queue
    self.tags = tags
  }

  func run(in transaction: Transaction) throws {
    let queue = try transaction.queue(queue)
    let all = try transaction.tags.all(of: queue.id).merging(tags) { _, new in new }
    try QueueTagRules.check(count: all.count, of: self.queue)
    try transaction.tags.set(tags, on: queue.id)
  }
}

/// UntagQueue: takes tags off a queue.
struct UntagQueue {
  private let queue: QueueName
  private let keys: [String]

  init(_ queue: QueueName, _ keys: [String]) throws(TransportError) {
    try QueueTagRules.checkAny(keys.isEmpty, "TagKeys")
    self.queue = queue
    self.keys = keys
  }

  func run(in transaction: Transaction) throws {
    let queue = try transaction.queue(queue)
    for key in keys { try transaction.tags.delete(key, of: queue.id) }
  }
}
