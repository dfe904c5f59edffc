package import DovetailTransport

/// GetQueueUrl: finds a queue by its name.
package struct GetQueueURL: SQSCall {
  package static let action = SQSAction.getQueueURL

  package var name: QueueName
  /// The account that has the queue, twelve digits; nil: the caller's own.
  package var owner: String?

  package init(name: QueueName, owner: String?) {
    self.name = name
    self.owner = owner
  }

  package init(_ reader: inout JSONReader) throws {
    var name: String?
    var owner: String?
    try reader.object { (member, reader) throws(JSONError) in
      switch member {
      case "QueueName": name = try reader.text()
      case "QueueOwnerAWSAccountId": owner = try reader.text()
      default: try reader.skip()
      }
    }
    // A name that no queue can have is that of none.
    let text = try name.required("QueueName")
    guard let legal = try? QueueName(text) else {
      throw SQSError(.queueDoesNotExist, SQSError.queueDoesNotExist)
    }
    self.name = legal
    self.owner = owner
  }

  package func write(to object: inout JSONObjectWriter) {
    object.member("QueueName", name.text)
    object.member("QueueOwnerAWSAccountId", ifAny: owner)
  }

  package func write(_ answer: QueueURL, to object: inout JSONObjectWriter) {
    object.member("QueueUrl", answer.text)
  }

  package func readAnswer(_ reader: inout JSONReader) throws -> QueueURL {
    try reader.queueURL(of: name)
  }
}
