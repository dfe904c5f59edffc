internal import DovetailTransport

/// ListQueues: names in order, a page at a time.
///
/// The token is the last name of the page before.
struct ListQueues {
  private let options: ListQueuesOptions

  init(_ options: ListQueuesOptions) throws(TransportError) {
    guard (1...1000).contains(options.maxResults) else {
      throw .invalid(
        .invalidParameterValue,
        "Value for parameter MaxResults is invalid. Reason: MaxResults must be an integer between "
          + "1 and 1000.")
    }
    self.options = options
  }

  func run(in transaction: Transaction) throws -> QueuePage {
    let names = try transaction.queues.names(
      after: options.nextToken ?? "", prefix: options.prefix, limit: options.maxResults + 1)
    let page = names.prefix(options.maxResults)
    return QueuePage(
      queues: try page.map { try QueueName($0) },
      nextToken: names.count > page.count ? page.last : nil
    )
  }
}
