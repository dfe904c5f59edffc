internal import DovetailTransport

/// Whose queues they are, and where: what ARNs and URLs say beside a queue's name.
struct Account: Sendable {
  var region: String
  var id: String
  var baseURL: String

  init(_ configuration: SQLiteConfiguration) {
    region = configuration.region
    id = configuration.account
    baseURL = configuration.baseURL
  }

  func arn(of queue: QueueName) -> QueueARN {
    QueueARN(region: region, account: id, queue: queue)
  }

  func url(of queue: QueueName) -> QueueURL {
    QueueURL(base: baseURL, account: id, queue: queue)
  }
}
