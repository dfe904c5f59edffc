public import DovetailTransport

/// Makes, finds and changes the queues in a SQLite database.
public struct SQLiteQueueAdministration: QueueAdministration {
  let lane: AccountLane
  let random: RandomSource
  let isStrict: Bool

  var account: Account { lane.account }

  @discardableResult
  public func createQueue(
    _ name: QueueName, _ attributes: QueueAttributes, tags: [String: String]
  ) async throws -> QueueURL {
    let attempt = "create queue \(name)"
    let create = try attempting(attempt) { () throws(TransportError) in
      try CreateQueue(name, attributes, tags: tags, account, isStrict: isStrict)
    }
    try await lane.perform(attempt) { try create.run(in: $0) }
    return account.url(of: name)
  }

  public func deleteQueue(_ queue: QueueName) async throws {
    try await lane.perform("delete queue \(queue)") { try DeleteQueue(queue: queue).run(in: $0) }
  }

  public func purgeQueue(_ queue: QueueName) async throws {
    let purge = PurgeQueue(queue: queue, isStrict: isStrict)
    try await lane.perform("purge queue \(queue)") { try purge.run(in: $0) }
  }

  public func url(of queue: QueueName, owner: String?) async throws -> QueueURL {
    let attempt = "look up queue \(queue)"
    guard owner == nil || owner == account.id else {
      throw TransportError(
        .queueDoesNotExist, attempt: attempt, detail: "The specified queue does not exist: \(queue)"
      )
    }
    try await lane.perform(attempt, writes: false) { _ = try $0.queue(queue) }
    return account.url(of: queue)
  }

  public func attributes(
    _ names: [QueueAttributeName], of queue: QueueName
  ) async throws -> QueueAttributes {
    let attempt = "look up queue \(queue)"
    let get = try attempting(attempt) { () throws(TransportError) in
      try GetQueueAttributes(names, of: queue, account)
    }
    return try await lane.perform(attempt, clearing: queue) { try get.run(in: $0) }
  }

  public func setAttributes(_ attributes: QueueAttributes, of queue: QueueName) async throws {
    let attempt = "set attributes of queue \(queue)"
    let set = try attempting(attempt) { () throws(TransportError) in
      try SetQueueAttributes(attributes, of: queue, account)
    }
    try await lane.perform(attempt) { try set.run(in: $0) }
  }

  public func listQueues(_ options: ListQueuesOptions) async throws -> QueuePage {
    let list = try attempting("list queues") { () throws(TransportError) in
      try ListQueues(options)
    }
    return try await lane.perform("list queues", writes: false) { try list.run(in: $0) }
  }

  public func deadLetterSources(
    of queue: QueueName, _ options: DeadLetterSourcesOptions
  ) async throws -> QueuePage {
    let attempt = "list dead-letter sources of \(queue)"
    let list = try attempting(attempt) { () throws(TransportError) in
      try ListDeadLetterSources(of: queue, options)
    }
    return try await lane.perform(attempt, writes: false) { try list.run(in: $0) }
  }
}

// Tags and permissions.
extension SQLiteQueueAdministration {
  public func tags(of queue: QueueName) async throws -> [String: String] {
    try await lane.perform("list tags of \(queue)", writes: false) {
      try $0.tags.all(of: try $0.queue(queue).id)
    }
  }

  public func tag(_ queue: QueueName, with tags: [String: String]) async throws {
    let attempt = "tag queue \(queue)"
    let tag = try attempting(attempt) { () throws(TransportError) in try TagQueue(queue, tags) }
    try await lane.perform(attempt) { try tag.run(in: $0) }
  }

  public func untag(_ queue: QueueName, keys: [String]) async throws {
    let attempt = "untag queue \(queue)"
    let untag = try attempting(attempt) { () throws(TransportError) in
      try UntagQueue(queue, keys)
    }
    try await lane.perform(attempt) { try untag.run(in: $0) }
  }

  public func addPermission(
    _ permission: QueuePermission, to queue: QueueName
  ) async throws {
    try await change(.add(permission), of: queue, "add permission to \(queue)")
  }

  public func removePermission(_ label: String, from queue: QueueName) async throws {
    try await change(.remove(label: label), of: queue, "remove permission from \(queue)")
  }

  private func change(
    _ change: ChangePermission.Change, of queue: QueueName, _ attempt: String
  ) async throws {
    let change = try attempting(attempt) { () throws(TransportError) in
      try ChangePermission(change, of: queue, account)
    }
    try await lane.perform(attempt) { try change.run(in: $0) }
  }
}
