internal import DovetailTransport

/// AddPermission and RemovePermission: change the statements of a queue's policy.
struct ChangePermission {
  /// What to change.
  enum Change {
    case add(QueuePermission)
    case remove(label: String)
  }

  private let change: Change
  private let queue: QueueName
  private let arn: QueueARN

  init(_ change: Change, of queue: QueueName, _ account: Account) throws(TransportError) {
    switch change {
    case .add(let permission): try permission.check()
    case .remove(let label): try QueuePermission.check(label: label)
    }
    self.change = change
    self.queue = queue
    arn = account.arn(of: queue)
  }

  func run(in transaction: Transaction) throws {
    let queue = try transaction.queue(queue)
    var stored = try transaction.storedAttributes(of: queue)
    var policy = try QueuePolicy(stored.texts[.policy], of: arn)
    switch change {
    case .add(let permission): try policy.add(permission, to: arn)
    case .remove(let label): try policy.remove(label)
    }
    try stored.apply(QueueAttributes([.policy: policy.text]))
    try transaction.queues.update(queue.id, stored.settings, at: transaction.now)
    try transaction.queueAttributes.replace(stored.texts, of: queue.id)
  }
}
