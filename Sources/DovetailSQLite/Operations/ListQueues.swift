internal import DovetailTransport

/// ListQueues: names in order, a page at a time.
struct ListQueues {
  private let prefix: String
  private let maxResults: Int?
  private let token: PageToken
  private let start: String

  init(_ options: ListQueuesOptions) throws(TransportError) {
    try QueuePageRules.check(maxResults: options.maxResults)
    prefix = options.prefix
    maxResults = options.maxResults
    token = PageToken("ListQueues \(options.maxResults ?? 0) \(options.prefix)")
    start = try token.start(of: options.nextToken)
  }

  func run(in transaction: Transaction) throws -> QueuePage {
    let limit = maxResults ?? SQSLimits.queuePageSize.upperBound
    let names = try transaction.queues.names(
      of: transaction.account.number, after: start, prefix: prefix, limit: limit + 1)
    return try token.page(names, limit: maxResults)
  }
}

/// ListDeadLetterSourceQueues: names in order, a page at a time.
struct ListDeadLetterSources {
  private let queue: QueueName
  private let maxResults: Int?
  private let token: PageToken
  private let start: String

  init(of queue: QueueName, _ options: DeadLetterSourcesOptions) throws(TransportError) {
    try QueuePageRules.check(maxResults: options.maxResults)
    self.queue = queue
    maxResults = options.maxResults
    token = PageToken("ListDeadLetterSourceQueues \(options.maxResults ?? 0) \(queue)")
    start = try token.start(of: options.nextToken)
  }

  func run(in transaction: Transaction) throws -> QueuePage {
    let queue = try transaction.queue(queue)
    let limit = maxResults ?? SQSLimits.queuePageSize.upperBound
    let names = try transaction.queues.sources(of: queue, after: start, limit: limit + 1)
    return try token.page(names, limit: maxResults)
  }
}
