/// A message that is to be sent.
public struct OutgoingMessage: Hashable, Sendable {
  /// The text, 1 byte to the queue's maximum; XML's characters without most controls.
  public var body: String
  /// How long it stays hidden at first, 0 s to 900 s; nil: the queue's own delay.
  public var delay: Duration?
  /// Up to ten named values beside the body; they count towards the message's size.
  public var attributes: [String: MessageAttribute]
  /// The group it belongs to, 1 to 128 ASCII letters, digits and punctuation marks.
  ///
  /// A FIFO queue needs it, and keeps the order within it. On a standard queue it names the tenant
  /// among whom the queue is shared fairly.
  public var groupID: String?
  /// Tells whether a FIFO queue has had it within 5 minutes, 1 to 128 ASCII letters, digits and
  /// punctuation marks; nil: the queue makes one of the body, if it is set to.
  public var deduplicationID: String?
  /// The trace header of AWS X-Ray; it does not count towards the message's size.
  public var traceHeader: String?

  /// Makes a message; the defaults send the body alone, with the queue's own delay.
  public init(
    _ body: String, delay: Duration? = nil, attributes: [String: MessageAttribute] = [:],
    groupID: String? = nil, deduplicationID: String? = nil, traceHeader: String? = nil
  ) {
    self.body = body
    self.delay = delay
    self.attributes = attributes
    self.groupID = groupID
    self.deduplicationID = deduplicationID
    self.traceHeader = traceHeader
  }

  /// The bytes that SQS counts: body, and each attribute's name, type and value.
  public var size: Int {
    body.utf8.count + attributes.size
  }
}

/// What a queue answers to a send.
public struct SentMessage: Hashable, Sendable {
  /// The id that the queue gave the message.
  public var id: MessageID
  /// Its place in a FIFO queue; nil on a standard queue.
  public var sequenceNumber: SequenceNumber?

  /// Makes an answer.
  public init(id: MessageID, sequenceNumber: SequenceNumber? = nil) {
    self.id = id
    self.sequenceNumber = sequenceNumber
  }
}
