/// A message as it stands in its queue.
public struct PeekedMessage: Hashable, Sendable {
  /// The id the queue gave it when it was sent.
  public var id: MessageID
  /// What to look at it by once more.
  public var reference: MessageReference
  /// What can be done with it at the moment.
  public var state: MessageState
  /// The text that was sent, or as much of its beginning as was asked for; nil when nothing was.
  public var body: String?
  /// How many bytes the whole body has.
  public var bodyBytes: Int
  /// The named values that were sent beside it.
  public var attributes: [String: MessageAttribute]
  /// When it was sent.
  public var sentAt: Timestamp
  /// When it became visible, or becomes so.
  public var visibleAt: Timestamp
  /// When its retention ends, and it is gone.
  public var expiresAt: Timestamp
  /// How often it has been received.
  public var receiveCount: Int
  /// When it was received for the first time; nil when it never was.
  public var firstReceivedAt: Timestamp?
  /// The group it was sent to; nil when it was sent to none.
  public var groupID: String?
  /// What it is told from duplicates by; nil on a standard queue.
  public var deduplicationID: String?
  /// Its place in its queue; nil on a standard queue.
  public var sequenceNumber: SequenceNumber?
  /// The trace header of AWS X-Ray that was sent with it.
  public var traceHeader: String?
  /// The queue that moved it to this one after too many receives.
  public var deadLetterSource: QueueARN?

  /// Makes a message as an inspection shows it.
  public init(
    id: MessageID,
    reference: MessageReference,
    state: MessageState,
    body: String?,
    bodyBytes: Int,
    attributes: [String: MessageAttribute] = [:],
    sentAt: Timestamp,
    visibleAt: Timestamp,
    expiresAt: Timestamp,
    receiveCount: Int = 0,
    firstReceivedAt: Timestamp? = nil,
    groupID: String? = nil,
    deduplicationID: String? = nil,
    sequenceNumber: SequenceNumber? = nil,
    traceHeader: String? = nil,
    deadLetterSource: QueueARN? = nil
  ) {
    self.id = id
    self.reference = reference
    self.state = state
    self.body = body
    self.bodyBytes = bodyBytes
    self.attributes = attributes
    self.sentAt = sentAt
    self.visibleAt = visibleAt
    self.expiresAt = expiresAt
    self.receiveCount = receiveCount
    self.firstReceivedAt = firstReceivedAt
    self.groupID = groupID
    self.deduplicationID = deduplicationID
    self.sequenceNumber = sequenceNumber
    self.traceHeader = traceHeader
    self.deadLetterSource = deadLetterSource
  }

  /// The bytes that SQS counts: body, and each attribute's name, type and value.
  public var size: Int {
    attributes.reduce(bodyBytes) { sum, attribute in
      sum + attribute.key.utf8.count + attribute.value.size
    }
  }
}

/// Names a message to the inspection that has shown it; opaque, and nothing to delete it by.
public struct MessageReference: RawRepresentable, Hashable, Sendable {
  /// The reference's text.
  public var rawValue: String

  /// Takes any text; whether it names a message, its queue finds out.
  public init(rawValue: String) {
    self.rawValue = rawValue
  }
}

/// A page of messages.
public struct PeekPage: Hashable, Sendable {
  /// The messages, in order.
  public var messages: [PeekedMessage]
  /// The queue's time at which they stood so.
  public var time: Timestamp
  /// What to ask the next page with; nil: this was the last.
  public var nextToken: String?

  /// Makes a page.
  public init(messages: [PeekedMessage], time: Timestamp, nextToken: String? = nil) {
    self.messages = messages
    self.time = time
    self.nextToken = nextToken
  }
}
