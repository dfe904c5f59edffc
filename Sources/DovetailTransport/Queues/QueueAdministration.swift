/// Makes, finds and changes the queues of one account.
///
/// Every conformance passes the claims of `QueueAdministrationContract`. Calls throw
/// ``TransportError``, or `CancellationError` when the calling task is cancelled. Each that names a
/// queue throws `queueDoesNotExist` when there is none of that name.
public protocol QueueAdministration: Sendable {
  /// Makes a queue, and returns its URL; attributes that are not given take the defaults of SQS.
  ///
  /// When it exists already and the given attributes and tags are its own, nothing happens; when one
  /// differs, throws `queueNameExists`, which names it.
  ///
  /// Source: SQS API reference, CreateQueue.
  @discardableResult
  func createQueue(
    _ name: QueueName, _ attributes: QueueAttributes, tags: [String: String]
  ) async throws -> QueueURL

  /// Deletes a queue with all that is in it; receives that wait on it return no messages.
  ///
  /// Source: SQS API reference, DeleteQueue.
  func deleteQueue(_ queue: QueueName) async throws

  /// Deletes all messages of a queue, those in flight and those delayed too.
  ///
  /// Source: SQS API reference, PurgeQueue.
  func purgeQueue(_ queue: QueueName) async throws

  /// The URL of a queue; `owner` is the account that has it, twelve digits, nil: the caller's own.
  ///
  /// Source: SQS API reference, GetQueueUrl.
  func url(of queue: QueueName, owner: String?) async throws -> QueueURL

  /// The attributes of those names that are set; ``QueueAttributeName/all`` stands for all.
  ///
  /// Throws `invalidAttributeName` for a name that SQS does not know.
  ///
  /// Source: SQS API reference, GetQueueAttributes.
  func attributes(
    _ names: [QueueAttributeName], of queue: QueueName
  ) async throws -> QueueAttributes

  /// Changes attributes of a queue, all of them or, when one is refused, none.
  ///
  /// Source: SQS API reference, SetQueueAttributes.
  func setAttributes(_ attributes: QueueAttributes, of queue: QueueName) async throws

  /// The names of the queues that begin with `prefix`, in order, a page at a time.
  ///
  /// Source: SQS API reference, ListQueues.
  func listQueues(_ options: ListQueuesOptions) async throws -> QueuePage

  /// The queues whose redrive policy names `queue`, in order, a page at a time.
  ///
  /// Source: SQS API reference, ListDeadLetterSourceQueues.
  func deadLetterSources(
    of queue: QueueName, _ options: DeadLetterSourcesOptions
  ) async throws -> QueuePage

  /// The tags of a queue.
  ///
  /// Source: SQS API reference, ListQueueTags.
  func tags(of queue: QueueName) async throws -> [String: String]

  /// Sets tags of a queue, beside those that it has; up to 50 in all.
  ///
  /// A key has 1 to 128 characters, a value up to 256.
  ///
  /// Source: SQS API reference, TagQueue.
  func tag(_ queue: QueueName, with tags: [String: String]) async throws

  /// Takes tags off a queue; keys that it has not are passed over.
  ///
  /// Source: SQS API reference, UntagQueue.
  func untag(_ queue: QueueName, keys: [String]) async throws

  /// Adds a statement to the queue's policy.
  ///
  /// Source: SQS API reference, AddPermission.
  func addPermission(_ permission: QueuePermission, to queue: QueueName) async throws

  /// Takes the statement of that label out of the queue's policy.
  ///
  /// Source: SQS API reference, RemovePermission.
  func removePermission(_ label: String, from queue: QueueName) async throws

  /// Begins to move the messages of a dead-letter queue to another queue, or back to where each came
  /// from; they arrive there as new messages.
  ///
  /// Throws `resourceNotFound` for a queue that is not there, and `invalidParameterValue` for a source
  /// that no queue names, and while another task of it runs.
  ///
  /// Source: SQS API reference, StartMessageMoveTask.
  func startMoveTask(_ request: MoveTaskRequest) async throws -> MoveTaskHandle

  /// The last move tasks of a dead-letter queue, newest first, 1 to 10 of them.
  ///
  /// Throws `resourceNotFound` for a queue that is not there.
  ///
  /// Source: SQS API reference, ListMessageMoveTasks.
  func moveTasks(from source: QueueARN, maxResults: Int) async throws -> [MoveTask]

  /// Ends a move task, and returns about how many messages it has moved; those stay where they are.
  ///
  /// Throws `resourceNotFound` for a task that is not there, and `invalidParameterValue` for one that
  /// does not run.
  ///
  /// Source: SQS API reference, CancelMessageMoveTask.
  @discardableResult
  func cancelMoveTask(_ handle: MoveTaskHandle) async throws -> Int
}

extension QueueAdministration {
  /// Makes a queue without tags.
  @discardableResult
  public func createQueue(
    _ name: QueueName, _ attributes: QueueAttributes = QueueAttributes()
  ) async throws -> QueueURL {
    try await createQueue(name, attributes, tags: [:])
  }

  /// The last move task of a dead-letter queue; nil when it never had one.
  public func moveTask(from source: QueueARN) async throws -> MoveTask? {
    try await moveTasks(from: source, maxResults: 1).first
  }

  /// The URL of a queue of the caller's own account.
  public func url(of queue: QueueName) async throws -> QueueURL {
    try await url(of: queue, owner: nil)
  }

  /// All attributes of a queue that are set.
  public func attributes(of queue: QueueName) async throws -> QueueAttributes {
    try await attributes([.all], of: queue)
  }

  /// Whether the queue exists.
  public func exists(_ queue: QueueName) async throws -> Bool {
    do {
      _ = try await url(of: queue)
      return true
    } catch let error as TransportError where error.code == .queueDoesNotExist {
      return false
    }
  }

  /// The queues whose redrive policy names `queue`, in order, all of them or the first 1,000.
  public func deadLetterSources(of queue: QueueName) async throws -> QueuePage {
    try await deadLetterSources(of: queue, DeadLetterSourcesOptions())
  }
}
