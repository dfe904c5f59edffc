/// The Amazon resource name of a queue: `arn:aws:sqs:REGION:ACCOUNT:NAME`.
public struct QueueARN: Hashable, Sendable, CustomStringConvertible {
  /// `aws`, `aws-cn` or another partition.
  public var partition: String
  /// The region: `eu-west-1`.
  public var region: String
  /// The account's twelve digits.
  public var account: String
  /// The queue.
  public var queue: QueueName

  /// Makes the ARN of `queue`.
  public init(partition: String = "aws", region: String, account: String, queue: QueueName) {
    self.partition = partition
    self.region = region
    self.account = account
    self.queue = queue
  }

  /// Reads an ARN; nil unless it is one of an SQS queue.
  public init?(_ text: String) {
    guard let name = ResourceName(text) else { return nil }
    self.init(name)
  }

  /// The ARN's text.
  public var description: String { "arn:\(partition):sqs:\(region):\(account):\(queue)" }

  /// Takes an ARN over; nil unless it is one of an SQS queue.
  package init?(_ name: ResourceName) {
    guard name.service == "sqs", let queue = try? QueueName(name.resource) else { return nil }
    self.init(partition: name.partition, region: name.region, account: name.account, queue: queue)
  }
}

/// An Amazon resource name of any service: `arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE`.
///
/// Source: IAM user guide, "Identify AWS resources with Amazon Resource Names (ARNs)".
package struct ResourceName: Hashable, Sendable {
  package var partition: String
  package var service: String
  package var region: String
  package var account: String
  package var resource: String

  /// Reads an ARN; nil unless all six parts are there.
  package init?(_ text: String) {
    let parts = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
      .map(String.init)
    guard parts.count == 6, parts[0] == "arn", parts.allSatisfy({ !$0.isEmpty }) else { return nil }
    partition = parts[1]
    service = parts[2]
    region = parts[3]
    account = parts[4]
    resource = parts[5]
  }
}
