/// Where a queue's messages go that were received too often.
///
/// Source: SQS developer guide, "Using dead-letter queues in Amazon SQS".
public struct RedrivePolicy: Hashable, Sendable {
  /// The ARN of the dead-letter queue.
  public var deadLetterTarget: QueueARN
  /// How often a message is received before it moves, 1 to 1,000.
  public var maxReceiveCount: Int

  /// Makes a policy; the queue checks the range.
  public init(deadLetterTarget: QueueARN, maxReceiveCount: Int) {
    self.deadLetterTarget = deadLetterTarget
    self.maxReceiveCount = maxReceiveCount
  }

  /// Reads the JSON form; the count may be a number or a string of digits, as SQS allows.
  public init(json: String) throws(TransportError) {
    let form = "{\"deadLetterTargetArn\":\"arn:…\",\"maxReceiveCount\":5}"
    guard let members = try? JSONValue(parsing: Array(json.utf8)).members,
      let target = members["deadLetterTargetArn"]?.string.flatMap(QueueARN.init),
      let count = members["maxReceiveCount"].flatMap({ $0.integer ?? $0.string.flatMap { Int($0) } }
      ),
      members.count == 2, SQSLimits.maxReceiveCount.contains(count)
    else {
      throw .invalid(
        .invalidParameterValue,
        "Value \(json) for parameter RedrivePolicy is invalid. Reason: It must have the form "
          + "\(form) with a count from 1 to 1000."
      )
    }
    deadLetterTarget = target
    maxReceiveCount = count
  }

  /// The JSON form.
  public var json: String {
    var writer = JSONWriter()
    writer.object { object in
      object.member("deadLetterTargetArn") { $0.string(deadLetterTarget.description) }
      object.member("maxReceiveCount") { $0.integer(maxReceiveCount) }
    }
    return writer.text
  }
}

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
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 6, parts[0] == "arn", parts[2] == "sqs",
      parts[1...].allSatisfy({ !$0.isEmpty }), let queue = try? QueueName(String(parts[5]))
    else { return nil }
    self.init(
      partition: String(parts[1]), region: String(parts[3]), account: String(parts[4]),
      queue: queue
    )
  }

  /// The ARN's text.
  public var description: String { "arn:\(partition):sqs:\(region):\(account):\(queue)" }
}
