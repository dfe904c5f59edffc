package import DovetailTransport

/// ReceiveMessage: hides visible messages and returns them.
package struct ReceiveMessage: SQSCall {
  package static let action = SQSAction.receiveMessage

  package var queue: QueueURL
  package var options: ReceiveOptions
  /// Which of SQS's own attributes to return; `All` for all.
  package var systemAttributeNames: Set<String>
  /// Which of the senders' attributes to return; `All` for all.
  package var attributeNames: [String]
  /// When a message was sent that does not say; it does not travel.
  package var receivedAt: Timestamp

  /// Asks for all attributes of the messages.
  package init(queue: QueueURL, options: ReceiveOptions, at receivedAt: Timestamp) {
    self.queue = queue
    self.options = options
    systemAttributeNames = ["All"]
    attributeNames = ["All"]
    self.receivedAt = receivedAt
  }

  package init(_ reader: inout JSONReader) throws {
    var url: String?
    var maxMessages: Int?
    var visibilityTimeout: Int?
    var waitTime: Int?
    var attemptID: String?
    var systemAttributeNames: Set<String> = []
    var attributeNames: [String] = []
    try reader.object { (name, reader) throws(JSONError) in
      switch name {
      case "QueueUrl": url = try reader.text()
      case "MaxNumberOfMessages": maxMessages = try reader.integer()
      case "VisibilityTimeout": visibilityTimeout = try reader.integer()
      case "WaitTimeSeconds": waitTime = try reader.integer()
      case "ReceiveRequestAttemptId": attemptID = try reader.text()
      case "AttributeNames", "MessageSystemAttributeNames":
        systemAttributeNames.formUnion(try reader.texts() ?? [])
      case "MessageAttributeNames": attributeNames = try reader.texts() ?? []
      default: try reader.skip()
      }
    }
    queue = try QueueURL(required: url)
    options = ReceiveOptions(
      maxMessages: maxMessages ?? 1,
      visibilityTimeout: visibilityTimeout.map { .seconds($0) },
      waitTime: waitTime.map { .seconds($0) }, attemptID: attemptID)
    self.systemAttributeNames = systemAttributeNames
    self.attributeNames = attributeNames
    receivedAt = Timestamp(milliseconds: 0)
  }

  /// Asks for SQS's attributes by both of their parameters: services that imitate an older SQS know
  /// only the first.
  package func write(to object: inout JSONObjectWriter) {
    object.member("QueueUrl", queue.text)
    object.member("MaxNumberOfMessages", ifAny: options.maxMessages)
    object.member("VisibilityTimeout", seconds: options.visibilityTimeout)
    object.member("WaitTimeSeconds", seconds: options.waitTime)
    object.member("ReceiveRequestAttemptId", ifAny: options.attemptID)
    object.member("AttributeNames", ifAny: systemAttributeNames.sorted())
    object.member("MessageSystemAttributeNames", ifAny: systemAttributeNames.sorted())
    object.member("MessageAttributeNames", ifAny: attributeNames)
  }

  /// Writes messages; one that could not be had is left out.
  package func write(
    _ answer: [Result<ReceivedMessage, TransportError>], to object: inout JSONObjectWriter
  ) {
    let messages = answer.compactMap { try? $0.get() }
    guard !messages.isEmpty else { return }
    let selection = MessageAttributeSelection(attributeNames)
    let system = SystemAttribute.selected(by: systemAttributeNames)
    object.member("Messages") { writer in
      writer.array(messages) { writer, message in
        writer.object { message.write(to: &$0, selection, system) }
      }
    }
  }

  /// Reads messages; one that was changed on its way is a failure of its own, and comes back when its
  /// visibility timeout ends.
  package func readAnswer(
    _ reader: inout JSONReader
  ) throws -> [Result<ReceivedMessage, TransportError>] {
    var messages: [WireReceivedMessage] = []
    try reader.object { (name, reader) throws(JSONError) in
      switch name {
      case "Messages":
        messages =
          try reader.list { (reader) throws(JSONError) in try WireReceivedMessage(&reader) } ?? []
      default: try reader.skip()
      }
    }
    return messages.map { message in
      Result { () throws(TransportError) in try message.message(at: receivedAt) }
    }
  }
}
