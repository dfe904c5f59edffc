import DovetailCrypto
import DovetailTransport

/// What an answer says of a message that was sent, the same by itself and in a batch.
struct WireSentMessage: BatchSuccessShape {
  private var id: String?
  private var sequenceNumber: String?
  private var bodyDigest: String?
  private var attributesDigest: String?
  private var systemAttributesDigest: String?

  init() {}

  /// Reads the member `name`, or skips it.
  mutating func read(_ name: String, _ reader: inout JSONReader) throws(JSONError) {
    switch name {
    case "MessageId": id = try reader.looseText()
    case "SequenceNumber": sequenceNumber = try reader.looseText()
    case "MD5OfMessageBody": bodyDigest = try reader.text()
    case "MD5OfMessageAttributes": attributesDigest = try reader.text()
    case "MD5OfMessageSystemAttributes": systemAttributesDigest = try reader.text()
    default: try reader.skip()
    }
  }

  /// The answer to a send of `message`; throws `digestMismatch` when the queue took another one, and
  /// `outcomeUnknown` without an id.
  func outcome(of message: OutgoingMessage) throws(TransportError) -> SentMessage {
    guard let id else {
      throw .invalid(.outcomeUnknown, "The service answered to a send without a message id.")
    }
    try DigestCheck.check(
      bodyDigest, "the body of message \(id)", against: try? MessageDigests.body(message.body))
    try DigestCheck.check(
      attributesDigest, "the attributes of message \(id)",
      against: try? MessageDigests.attributes(message.attributes))
    try DigestCheck.check(
      systemAttributesDigest, "the system attributes of message \(id)",
      against: try? MessageDigests.attributes(message.systemAttributes))
    return SentMessage(
      id: MessageID(rawValue: id),
      sequenceNumber: sequenceNumber.map(SequenceNumber.init(rawValue:)))
  }

  /// Without MD5, which OpenSSL refuses in FIPS mode, clients get nothing to check.
  static func write(
    _ sent: SentMessage, of message: OutgoingMessage, to object: inout JSONObjectWriter
  ) {
    object.member("MessageId", sent.id.rawValue)
    object.member("MD5OfMessageBody", ifAny: try? MessageDigests.body(message.body))
    object.member(
      "MD5OfMessageAttributes", ifAny: try? MessageDigests.attributes(message.attributes))
    object.member(
      "MD5OfMessageSystemAttributes",
      ifAny: try? MessageDigests.attributes(message.systemAttributes))
    object.member("SequenceNumber", ifAny: sent.sequenceNumber?.rawValue)
  }
}
