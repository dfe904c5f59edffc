package import DovetailTransport

/// SendMessage: adds a message to a queue.
package struct SendMessage: SQSCall {
  package static let action = SQSAction.sendMessage

  package var queue: QueueURL
  package var message: OutgoingMessage

  package init(queue: QueueURL, message: OutgoingMessage) {
    self.queue = queue
    self.message = message
  }

  package init(_ reader: inout JSONReader) throws {
    let (queue, message) = try reader.queue(and: WireMessage())
    self.queue = queue
    self.message = try message.value()
  }

  package func write(to object: inout JSONObjectWriter) {
    object.member("QueueUrl", queue.text)
    WireMessage.write(message, to: &object)
  }

  package func write(_ answer: SentMessage, to object: inout JSONObjectWriter) {
    WireSentMessage.write(answer, of: message, to: &object)
  }

  package func readAnswer(_ reader: inout JSONReader) throws -> SentMessage {
    var sent = WireSentMessage()
    try reader.object { (name, reader) throws(JSONError) in try sent.read(name, &reader) }
    return try sent.outcome(of: message)
  }
}
