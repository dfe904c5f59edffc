/// A message that is to be sent.
public struct OutgoingMessage: Hashable, Sendable {
  /// The text, 1 byte to the queue's maximum; XML's characters without most controls.
  public var body: String
  /// How long it stays hidden at first, 0 s to 900 s; nil: the queue's own delay.
  public var delay: Duration?
  /// Up to ten named values beside the body; they count towards the message's size.
  public var attributes: [String: MessageAttribute]

  /// Makes a message; the defaults send the body alone, with the queue's own delay.
  public init(
    _ body: String, delay: Duration? = nil, attributes: [String: MessageAttribute] = [:]
  ) {
    self.body = body
    self.delay = delay
    self.attributes = attributes
  }

  /// The bytes that SQS counts: body, and each attribute's name, type and value.
  public var size: Int {
    attributes.reduce(body.utf8.count) { sum, attribute in
      sum + attribute.key.utf8.count + attribute.value.size
    }
  }
}

/// What a queue answers to a send.
public struct SentMessage: Hashable, Sendable {
  /// The id that the queue gave the message.
  public var id: MessageID

  /// Makes an answer.
  public init(id: MessageID) {
    self.id = id
  }
}
