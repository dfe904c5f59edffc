package import DovetailTransport

/// GetQueueAttributes: the attributes of a queue that are asked for and set.
package struct GetQueueAttributes: SQSCall {
  package static let action = SQSAction.getQueueAttributes

  package var queue: QueueURL
  package var names: [QueueAttributeName]

  package init(queue: QueueURL, names: [QueueAttributeName]) {
    self.queue = queue
    self.names = names
  }

  package init(_ reader: inout JSONReader) throws {
    let (queue, names) = try reader.queue(and: "AttributeNames") { (reader) throws(JSONError) in
      try reader.texts()
    }
    self.queue = queue
    self.names = (names ?? []).map(QueueAttributeName.init(rawValue:))
  }

  package func write(to object: inout JSONObjectWriter) {
    object.member("QueueUrl", queue.text)
    object.member("AttributeNames", ifAny: names.map(\.rawValue))
  }

  package func write(_ answer: QueueAttributes, to object: inout JSONObjectWriter) {
    object.member("Attributes", ifAny: answer.texts)
  }

  package func readAnswer(_ reader: inout JSONReader) throws -> QueueAttributes {
    QueueAttributes(texts: try reader.textMap(in: "Attributes"))
  }
}
