/// A message as a receive returns it.
public struct ReceivedMessage: Hashable, Sendable {
  /// The id the queue gave it when it was sent; the same at every receive.
  public var id: MessageID
  /// Names this receive of it: what to delete it by, and to change its visibility by.
  public var receipt: ReceiptHandle
  /// The text that was sent.
  public var body: String
  /// The named values that were sent beside it.
  public var attributes: [String: MessageAttribute]
  /// When it was sent.
  public var sentAt: Timestamp
  /// When it was received for the first time.
  public var firstReceivedAt: Timestamp
  /// How often it has been received, this time included.
  public var receiveCount: Int
  /// The group it was sent to; nil when it was sent to none.
  public var groupID: String?
  /// What it was told from duplicates by; nil on a standard queue.
  public var deduplicationID: String?
  /// Its place in its queue; nil on a standard queue.
  public var sequenceNumber: SequenceNumber?
  /// The trace header of AWS X-Ray that was sent with it.
  public var traceHeader: String?
  /// The queue that moved it to this one after too many receives.
  public var deadLetterSource: QueueARN?
  /// Who sent it: the id of a user or role.
  public var senderID: String?

  /// The bytes that SQS counts: body, and each attribute's name, type and value.
  public var size: Int {
    body.utf8.count + attributes.size
  }

  /// Makes a message as a transport returns it.
  public init(
    id: MessageID,
    receipt: ReceiptHandle,
    body: String,
    attributes: [String: MessageAttribute] = [:],
    sentAt: Timestamp,
    firstReceivedAt: Timestamp,
    receiveCount: Int,
    groupID: String? = nil,
    deduplicationID: String? = nil,
    sequenceNumber: SequenceNumber? = nil,
    traceHeader: String? = nil,
    deadLetterSource: QueueARN? = nil,
    senderID: String? = nil
  ) {
    self.id = id
    self.receipt = receipt
    self.body = body
    self.attributes = attributes
    self.sentAt = sentAt
    self.firstReceivedAt = firstReceivedAt
    self.receiveCount = receiveCount
    self.groupID = groupID
    self.deduplicationID = deduplicationID
    self.sequenceNumber = sequenceNumber
    self.traceHeader = traceHeader
    self.deadLetterSource = deadLetterSource
    self.senderID = senderID
  }
}

/// The id of a message: a lower-case UUID, at most 100 characters.
public struct MessageID: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
  /// The id's text.
  public var rawValue: String

  /// Takes any text; only a queue mints ids.
  public init(rawValue: String) {
    self.rawValue = rawValue
  }

  /// The id's text.
  public var description: String { rawValue }
}

/// Names one receive of one message; opaque, at most 1,024 characters.
public struct ReceiptHandle: RawRepresentable, Hashable, Sendable {
  /// The handle's text.
  public var rawValue: String

  /// Takes any text; whether it is a handle, its queue finds out.
  public init(rawValue: String) {
    self.rawValue = rawValue
  }
}
