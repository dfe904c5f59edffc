internal import DovetailTransport

/// The dead-letter queue that a queue's attributes name, checked as far as its text tells.
struct DeadLetterTarget {
  private let source: QueueARN
  private let target: QueueARN
  private let rules: RedrivePolicyRules

  /// Nil when the attributes name none.
  init?(_ attributes: QueueAttributes, of source: QueueARN) throws(TransportError) {
    guard let json = attributes[.redrivePolicy], !json.isEmpty else { return nil }
    self.source = source
    target = try RedrivePolicy(json: json).deadLetterTarget
    rules = RedrivePolicyRules(json: json)
    try rules.check(target, for: source)
  }

  /// Checks that the dead-letter queue is there, and takes the source's messages.
  func check(in transaction: Transaction) throws {
    guard
      let queue = try transaction.queues.find(
        target.queue.text, of: transaction.account.number)
    else { throw rules.targetDoesNotExist }
    let policy = try transaction.queueAttributes.all(of: queue.id)[.redriveAllowPolicy]
    guard let policy else { return }
    guard try RedriveAllowPolicy(json: policy).allows(source) else {
      throw rules.notAllowed(target, for: source)
    }
  }
}
