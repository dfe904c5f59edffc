package import DovetailTransport

/// CreateQueue: makes a queue, or finds that it is there as asked for.
package struct CreateQueue: SQSCall {
  package static let action = SQSAction.createQueue

  package var name: QueueName
  package var attributes: QueueAttributes
  package var tags: [String: String]

  package init(name: QueueName, attributes: QueueAttributes, tags: [String: String]) {
    self.name = name
    self.attributes = attributes
    self.tags = tags
  }

  package init(_ reader: inout JSONReader) throws {
    var name: String?
    var attributes: [String: String] = [:]
    var tags: [String: String] = [:]
    try reader.object { (member, reader) throws(JSONError) in
      switch member {
      case "QueueName": name = try reader.text()
      case "Attributes": attributes = try reader.textMap() ?? [:]
      case "tags": tags = try reader.textMap() ?? [:]
      default: try reader.skip()
      }
    }
    self.name = try Self.name(name, isFIFO: attributes["FifoQueue"]?.lowercased() == "true")
    self.attributes = QueueAttributes(texts: attributes)
    self.tags = tags
  }

  private static func name(_ text: String?, isFIFO: Bool) throws -> QueueName {
    guard let text else {
      throw SQSError(
        .invalidParameterValue,
        "Value for parameter QueueName is invalid. Reason: Must specify a queue name.")
    }
    guard !text.isEmpty else {
      throw SQSError(.invalidParameterValue, "Queue name cannot be empty")
    }
    guard let name = try? QueueName(text) else {
      throw SQSError(.invalidParameterValue, isFIFO ? Self.fifoNameRule : Self.nameRule)
    }
    return name
  }

  /// The words of SQS for a name that is against its rules.
  private static let nameRule =
    "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length"
  private static let fifoNameRule =
    "The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must "
    + "end with .fifo suffix and be 1 to 80 in length."

  package func write(to object: inout JSONObjectWriter) {
    object.member("QueueName", name.text)
    object.member("Attributes", ifAny: attributes.texts)
    object.member("tags", ifAny: tags)
  }

  package func write(_ answer: QueueURL, to object: inout JSONObjectWriter) {
    object.member("QueueUrl", answer.text)
  }

  package func readAnswer(_ reader: inout JSONReader) throws -> QueueURL {
    try reader.queueURL(of: name)
  }
}
