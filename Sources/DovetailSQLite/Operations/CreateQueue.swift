internal import DovetailTransport

/// CreateQueue: makes a queue, or finds that one of that name is just what was asked for.
struct CreateQueue {
  private let name: QueueName
  private let attributes: QueueAttributes
  private let tags: [String: String]
  private let stored: StoredAttributes
  private let deadLetters: DeadLetterTarget?
  private let isStrict: Bool

  init(
    _ name: QueueName, _ attributes: QueueAttributes, tags: [String: String], _ account: Account,
    isStrict: Bool
  ) throws(TransportError) {
    try QueueAttributeRules.check(attributes, creating: name)
    try QueueTagRules.check(tags)
    try QueueTagRules.check(count: tags.count, of: name)
    deadLetters = try DeadLetterTarget(attributes, of: account.arn(of: name))
    stored = try StoredAttributes(creating: name, attributes)
    self.name = name
    self.attributes = attributes
    self.tags = tags
    self.isStrict = isStrict
  }

  func run(in transaction: Transaction) throws {
    try deadLetters?.check(in: transaction)
    if isStrict { try checkRest(in: transaction) }
    let account = transaction.account.number
    guard let existing = try transaction.queues.find(name.text, of: account) else {
      let id = try transaction.queues.insert(
        name.text, of: account, stored.settings, backlog: transaction.backlogs.insert(),
        at: transaction.now)
      try transaction.queueAttributes.replace(stored.texts, of: id)
      return try transaction.tags.set(tags, on: id)
    }
    if let different = try difference(from: existing, in: transaction) {
      throw TransportError.invalid(
        .queueNameExists,
        "A queue already exists with the same name and a different value for \(different)")
    }
  }

  /// What is given and differs; nothing that is not given does.
  private func difference(
    from existing: QueueRecord, in transaction: Transaction
  ) throws -> String? {
    let stored = try transaction.storedAttributes(of: existing)
    if let name = stored.firstDifference(from: attributes) { return "attribute \(name.rawValue)" }
    guard !tags.isEmpty, try transaction.tags.all(of: existing.id) != tags else { return nil }
    return "tags"
  }

  private func checkRest(in transaction: Transaction) throws {
    guard
      let deletedAt = try transaction.deletedQueues.deletedAt(
        name.text, of: transaction.account.number),
      transaction.isResting(since: deletedAt)
    else { return }
    throw TransportError.invalid(
      .queueDeletedRecently,
      "You must wait 60 seconds after deleting a queue before you can create another with the same "
        + "name.")
  }
}
