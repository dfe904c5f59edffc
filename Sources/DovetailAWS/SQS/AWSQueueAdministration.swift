public import DovetailTransport
internal import DovetailWire

/// Makes, finds and changes queues of Amazon SQS.
///
/// SQS does so with a delay: a new or changed queue is known everywhere within 60 s, its retention within
/// 15 minutes.
public struct AWSQueueAdministration: QueueAdministration {
  let client: SQSClient

  @discardableResult
  public func createQueue(
    _ name: QueueName, _ attributes: QueueAttributes, tags: [String: String]
  ) async throws -> QueueURL {
    let url = try await client.call(
      CreateQueue(name: name, attributes: attributes, tags: tags), "create queue \(name)")
    client.urls.keep(url)
    return url
  }

  public func deleteQueue(_ queue: QueueName) async throws {
    try await client.call(on: queue, "delete queue \(queue)") { DeleteQueue(queue: $0) }
    client.urls.forget(queue)
  }

  public func purgeQueue(_ queue: QueueName) async throws {
    try await client.call(on: queue, "purge queue \(queue)") { PurgeQueue(queue: $0) }
  }

  public func url(of queue: QueueName, owner: String?) async throws -> QueueURL {
    try await client.call(GetQueueURL(name: queue, owner: owner), "look up queue \(queue)")
  }

  public func attributes(
    _ names: [QueueAttributeName], of queue: QueueName
  ) async throws -> QueueAttributes {
    try await client.call(on: queue, "look up queue \(queue)") {
      GetQueueAttributes(queue: $0, names: names)
    }
  }

  public func setAttributes(_ attributes: QueueAttributes, of queue: QueueName) async throws {
    try await client.call(on: queue, "set attributes of queue \(queue)") {
      SetQueueAttributes(queue: $0, attributes: attributes)
    }
  }

  public func listQueues(_ options: ListQueuesOptions) async throws -> QueuePage {
    try attempting("list queues") { () throws(TransportError) in
      try QueuePageRules.check(maxResults: options.maxResults)
    }
    return try await client.call(ListQueues(options: options), "list queues").page
  }

  public func deadLetterSources(
    of queue: QueueName, _ options: DeadLetterSourcesOptions
  ) async throws -> QueuePage {
    let attempt = "list dead-letter sources of \(queue)"
    try attempting(attempt) { () throws(TransportError) in
      try QueuePageRules.check(maxResults: options.maxResults)
    }
    return try await client.call(on: queue, attempt) {
      ListDeadLetterSourceQueues(queue: $0, options: options)
    }.page
  }

  public func tags(of queue: QueueName) async throws -> [String: String] {
    try await client.call(on: queue, "list tags of \(queue)") { ListQueueTags(queue: $0) }
  }

  public func tag(_ queue: QueueName, with tags: [String: String]) async throws {
    try await client.call(on: queue, "tag queue \(queue)") { TagQueue(queue: $0, tags: tags) }
  }

  public func untag(_ queue: QueueName, keys: [String]) async throws {
    try await client.call(on: queue, "untag queue \(queue)") { UntagQueue(queue: $0, keys: keys) }
  }

  public func addPermission(
    _ permission: QueuePermission, to queue: QueueName
  ) async throws {
    try await client.call(on: queue, "add permission to \(queue)") {
      AddPermission(queue: $0, permission: permission)
    }
  }

  public func removePermission(_ label: String, from queue: QueueName) async throws {
    try await client.call(on: queue, "remove permission from \(queue)") {
      RemovePermission(queue: $0, label: label)
    }
  }

  public func startMoveTask(_ request: MoveTaskRequest) async throws -> MoveTaskHandle {
    try await client.call(
      StartMessageMoveTask(request: request), "move messages from \(request.source)")
  }

  public func moveTasks(from source: QueueARN, maxResults: Int) async throws -> [MoveTask] {
    try await client.call(
      ListMessageMoveTasks(source: source, maxResults: maxResults),
      "list move tasks from \(source)")
  }

  @discardableResult
  public func cancelMoveTask(_ handle: MoveTaskHandle) async throws -> Int {
    try await client.call(CancelMessageMoveTask(handle: handle), "cancel a move task")
  }
}
