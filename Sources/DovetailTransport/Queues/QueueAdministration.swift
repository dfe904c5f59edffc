/// Makes and finds the queues of one account.
///
/// Every conformance passes the claims of `QueueAdministrationContract`. Calls throw
/// ``TransportError``, or `CancellationError` when the calling task is cancelled.
public protocol QueueAdministration: Sendable {
  /// Makes a queue; attributes that are not given take the defaults of SQS.
  ///
  /// When it exists already and the given attributes are its own, nothing happens; when one differs,
  /// throws `queueNameExists`, which names it.
  ///
  /// Source: SQS API reference, CreateQueue.
  func createQueue(_ name: QueueName, _ attributes: QueueAttributes) async throws

  /// The attributes of a queue, all of them; throws `queueDoesNotExist`.
  ///
  /// Source: SQS API reference, GetQueueAttributes.
  func attributes(of queue: QueueName) async throws -> QueueAttributes

  /// The names of the queues that begin with `prefix`, in order, a page at a time.
  ///
  /// Source: SQS API reference, ListQueues.
  func listQueues(_ options: ListQueuesOptions) async throws -> QueuePage
}

extension QueueAdministration {
  /// Makes a queue with the defaults of SQS.
  public func createQueue(_ name: QueueName) async throws {
    try await createQueue(name, QueueAttributes())
  }

  /// Whether the queue exists.
  public func exists(_ queue: QueueName) async throws -> Bool {
    do {
      _ = try await attributes(of: queue)
      return true
    } catch let error as TransportError where error.code == .queueDoesNotExist {
      return false
    }
  }
}

/// Which queues to list.
public struct ListQueuesOptions: Hashable, Sendable {
  /// Only names that begin so; empty: all.
  public var prefix = ""
  /// At most this many, 1 to 1,000.
  public var maxResults = 1000
  /// Where the page before ended; nil: from the start.
  public var nextToken: String?

  /// Makes options; see the properties for ranges.
  public init(prefix: String = "", maxResults: Int = 1000, nextToken: String? = nil) {
    self.prefix = prefix
    self.maxResults = maxResults
    self.nextToken = nextToken
  }
}

/// A page of queue names.
public struct QueuePage: Hashable, Sendable {
  /// The names, in order.
  public var queues: [QueueName]
  /// What to ask the next page with; nil: this was the last.
  public var nextToken: String?

  /// Makes a page.
  public init(queues: [QueueName], nextToken: String? = nil) {
    self.queues = queues
    self.nextToken = nextToken
  }
}
