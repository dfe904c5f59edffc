import DovetailCrypto
import DovetailTransport

/// What an answer says of a message that was received.
struct WireReceivedMessage {
  private var id: String?
  private var receipt: String?
  private var body: String?
  private var bodyDigest: String?
  private var attributes: [String: WireAttribute]?
  private var attributesDigest: String?
  private var systemAttributes: [String: String] = [:]

  init(_ reader: inout JSONReader) throws(JSONError) {
    try reader.object { (name, reader) throws(JSONError) in
      switch name {
      case "MessageId": id = try reader.looseText()
      case "ReceiptHandle": receipt = try reader.text()
      case "Body": body = try reader.text()
      case "MD5OfBody": bodyDigest = try reader.text()
      case "Attributes": systemAttributes = try reader.textMap() ?? [:]
      case "MessageAttributes": attributes = try reader.attributes()
      case "MD5OfMessageAttributes": attributesDigest = try reader.text()
      default: try reader.skip()
      }
    }
  }

  /// The message; throws `digestMismatch` for one that was changed on its way here.
  ///
  /// Throws `outcomeUnknown` for one without an id, a handle or a body. One that does not say when it was sent was so at `receivedAt`.
  func message(at receivedAt: Timestamp) throws(TransportError) -> ReceivedMessage {
    guard let id, let receipt, let body else {
      throw .invalid(
        .outcomeUnknown,
        "The service answered with a message without an id, a receipt handle or a body.")
    }
    let attributes = try attributes?.attributes ?? [:]
    try DigestCheck.check(
      bodyDigest, "the body of message \(id)", against: try? MessageDigests.body(body))
    try DigestCheck.check(
      attributesDigest, "the attributes of message \(id)",
      against: try? MessageDigests.attributes(attributes))
    let sentAt = instant(.sentTimestamp) ?? instant(.firstReceiveTimestamp) ?? receivedAt
    return ReceivedMessage(
      id: MessageID(rawValue: id), receipt: ReceiptHandle(rawValue: receipt), body: body,
      attributes: attributes, sentAt: sentAt,
      firstReceivedAt: instant(.firstReceiveTimestamp) ?? receivedAt,
      receiveCount: self[.receiveCount].flatMap { Int($0) } ?? 1, groupID: self[.groupID],
      deduplicationID: self[.deduplicationID],
      sequenceNumber: self[.sequenceNumber].map(SequenceNumber.init(rawValue:)),
      traceHeader: self[.traceHeader],
      deadLetterSource: self[.deadLetterSource].flatMap { QueueARN($0) },
      senderID: self[.senderID])
  }

  private subscript(_ attribute: SystemAttribute) -> String? {
    systemAttributes[attribute.rawValue]
  }

  private func instant(_ attribute: SystemAttribute) -> Timestamp? {
    self[attribute].flatMap { Int64($0) }.map { Timestamp(milliseconds: $0) }
  }
}

extension ReceivedMessage {
  /// Writes the message with those of its attributes that were asked for.
  func write(
    to object: inout JSONObjectWriter, _ selection: MessageAttributeSelection,
    _ system: [SystemAttribute]
  ) {
    object.member("MessageId", id.rawValue)
    object.member("ReceiptHandle", receipt.rawValue)
    // Without MD5, which OpenSSL refuses in FIPS mode, clients have nothing to check.
    object.member("MD5OfBody", ifAny: try? MessageDigests.body(body))
    object.member("Body", body)
    if !system.isEmpty {
      object.member("Attributes") { writer in
        writer.object { object in
          for attribute in system {
            object.member(attribute.rawValue, ifAny: attribute.text(of: self))
          }
        }
      }
    }
    let selected = selection.select(from: attributes)
    object.member("MD5OfMessageAttributes", ifAny: try? MessageDigests.attributes(selected))
    object.member("MessageAttributes", ifAny: selected)
  }
}
