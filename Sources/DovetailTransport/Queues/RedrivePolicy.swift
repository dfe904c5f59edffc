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
  ///
  /// Throws what SQS answers, and looks at the faults in its order.
  public init(json: String) throws(TransportError) {
    guard let members = try? JSONValue(parsing: Array(json.utf8)).members else {
      throw .invalid(
        .invalidAttributeValue,
        "Invalid value for the parameter RedrivePolicy. Reason: Redrive policy is not a valid JSON "
          + "map.")
    }
    let rules = RedrivePolicyRules(json: json)
    let count = try rules.member("maxReceiveCount", of: members)
    let target = try rules.member("deadLetterTargetArn", of: members)
    maxReceiveCount = try rules.count(count)
    let name = try rules.resourceName(target)
    guard members.count == 2 else {
      throw rules.refuse(
        "Only following attributes are supported: [maxReceiveCount, deadLetterTargetArn].")
    }
    deadLetterTarget = try rules.queue(name)
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

/// What SQS refuses in a redrive policy, with its words; those for what another queue must be too.
package struct RedrivePolicyRules {
  /// The policy as the caller gave it, which the errors quote.
  let json: String

  package init(json: String) {
    self.json = json
  }

  /// Checks the dead-letter queue that a queue names, before it is looked up.
  package func check(_ target: QueueARN, for source: QueueARN) throws(TransportError) {
    guard target.account == source.account else {
      throw refuse("Dead-letter target owner should be same as the source.")
    }
    guard target.queue.isFIFO == source.queue.isFIFO else {
      // The second dot is SQS's own.
      throw refuse("Dead-letter queue must be same type of queue as the source..")
    }
    guard target.region == source.region, target.partition == source.partition else {
      throw targetDoesNotExist
    }
  }

  /// The error for a dead-letter queue that is not there.
  package var targetDoesNotExist: TransportError {
    refuse("Dead letter target does not exist.")
  }

  /// The error for a dead-letter queue whose redrive-allow policy leaves the source out.
  package func notAllowed(_ target: QueueARN, for source: QueueARN) -> TransportError {
    refuse("Queue \(source) is not allowed to use \(target) as its dead-letter queue.")
  }

  func member(
    _ name: String, of members: [String: JSONValue]
  ) throws(TransportError) -> JSONValue {
    guard let value = members[name] else {
      throw refuse("Redrive policy does not contain mandatory attribute: \(name).")
    }
    return value
  }

  func count(_ value: JSONValue) throws(TransportError) -> Int {
    let text =
      switch value {
      case .number(let text), .string(let text): text
      default: ""
      }
    guard let count = Int(text), SQSLimits.maxReceiveCount.contains(count) else {
      throw refuse(
        "Invalid value for maxReceiveCount: \(text), valid values are from 1 to 1000 both "
          + "inclusive.")
    }
    return count
  }

  func resourceName(_ value: JSONValue) throws(TransportError) -> ResourceName {
    guard let name = value.string.flatMap({ ResourceName($0) }) else {
      throw refuse("Dead-letter target ARN should be fully qualified ARN.")
    }
    return name
  }

  func queue(_ name: ResourceName) throws(TransportError) -> QueueARN {
    guard name.service == "sqs" else {
      throw refuse("Only SQS queues are valid resources for deadLetterTargetArn.")
    }
    guard let queue = QueueARN(name) else { throw targetDoesNotExist }
    return queue
  }

  func refuse(_ reason: String) -> TransportError {
    .invalid(
      .invalidParameterValue,
      "Value \(json) for parameter RedrivePolicy is invalid. Reason: \(reason)")
  }
}
