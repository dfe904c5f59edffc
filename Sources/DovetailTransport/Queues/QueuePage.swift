/// Which queues to list.
public struct ListQueuesOptions: Hashable, Sendable {
  /// Only names that begin so; empty: all.
  public var prefix = ""
  /// At most this many, 1 to 1,000; nil: the first 1,000, without a token for more.
  public var maxResults: Int?
  /// Where the page before ended, for the same `prefix` and `maxResults`; nil: from the start.
  public var nextToken: String?

  /// Makes options; see the properties for ranges.
  public init(prefix: String = "", maxResults: Int? = nil, nextToken: String? = nil) {
    self.prefix = prefix
    self.maxResults = maxResults
    self.nextToken = nextToken
  }
}

/// How many of a dead-letter queue's sources to list.
public struct DeadLetterSourcesOptions: Hashable, Sendable {
  /// At most this many, 1 to 1,000; nil: the first 1,000, without a token for more.
  public var maxResults: Int?
  /// Where the page before ended, for the same queue and `maxResults`; nil: from the start.
  public var nextToken: String?

  /// Makes options; see the properties for ranges.
  public init(maxResults: Int? = nil, nextToken: String? = nil) {
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

/// The rules of SQS for pages of queues.
///
/// Source: SQS API reference, ListQueues and ListDeadLetterSourceQueues.
package enum QueuePageRules {
  /// Checks how many results are asked for.
  package static func check(maxResults: Int?) throws(TransportError) {
    guard let maxResults, !SQSLimits.queuePageSize.contains(maxResults) else { return }
    throw .invalid(
      .invalidParameterValue,
      "Value for parameter MaxResults is invalid. Reason: MaxResults must be an integer between "
        + "1 and 1000.")
  }
}
