package import DovetailTransport

/// SetQueueAttributes: changes attributes of a queue.
package struct SetQueueAttributes: SQSCall {
  package static let action = SQSAction.setQueueAttributes

  package var queue: QueueURL
  package var attributes: QueueAttributes

  package init(queue: QueueURL, attributes: QueueAttributes) {
    self.queue = queue
    self.attributes = attributes
  }

  package init(_ reader: inout JSONReader) throws {
    let (queue, texts) = try reader.queue(and: "Attributes") { (reader) throws(JSONError) in
      try reader.textMap()
    }
    self.queue = queue
    attributes = QueueAttributes(texts: texts ?? [:])
  }

  package func write(to object: inout JSONObjectWriter) {
    object.member("QueueUrl", queue.text)
    object.member("Attributes", ifAny: attributes.texts)
  }

  package typealias Answer = Void
}
