import DovetailTransport

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// One message of an event of AWS Lambda.
struct LambdaSQSRecord: Decodable {
  let queue: QueueARN
  let message: ReceivedMessage

  private enum CodingKeys: String, CodingKey {
    case messageId
    case receiptHandle
    case body
    case attributes
    case messageAttributes
    case eventSourceARN
  }

  /// Whatever is not needed to run the message and to answer for it may be missing.
  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    func text(_ key: CodingKeys) throws -> String {
      guard let text = try container.decodeIfPresent(String.self, forKey: key) else {
        throw LambdaSQSEvent.error("Records.\(key.stringValue)", "is missing")
      }
      return text
    }
    guard let queue = QueueARN(try text(.eventSourceARN)) else {
      throw LambdaSQSEvent.error("Records.eventSourceARN", "must be the ARN of an SQS queue")
    }
    self.queue = queue
    let attributes =
      try container.decodeIfPresent([String: Attribute].self, forKey: .messageAttributes) ?? [:]
    let headers = Headers(
      texts: try container.decodeIfPresent([String: String].self, forKey: .attributes) ?? [:])
    let sentAt = try headers.time(MessageHeader.sentTimestamp)
    message = ReceivedMessage(
      id: MessageID(rawValue: try text(.messageId)),
      receipt: ReceiptHandle(rawValue: try text(.receiptHandle)), body: try text(.body),
      attributes: try attributes.mapValues { try $0.attribute }, sentAt: sentAt,
      firstReceivedAt: try headers.time(MessageHeader.firstReceiveTimestamp),
      receiveCount: max(1, Int(clamping: try headers.number(MessageHeader.receiveCount))),
      groupID: headers.texts[MessageHeader.groupID],
      deduplicationID: headers.texts[MessageHeader.deduplicationID],
      sequenceNumber: headers.texts[MessageHeader.sequenceNumber]
        .map(SequenceNumber.init(rawValue:)),
      traceHeader: headers.texts[MessageHeader.traceHeader],
      deadLetterSource: headers.texts[MessageHeader.deadLetterSource].flatMap { QueueARN($0) },
      senderID: headers.texts[MessageHeader.senderID])
  }
}

extension LambdaSQSRecord {
  /// What the queue tells of the message: all texts.
  private struct Headers {
    let texts: [String: String]

    func number(_ name: String) throws(TaskFormatError) -> Int64 {
      guard let number = texts[name].flatMap({ Int64($0) }) else {
        throw LambdaSQSEvent.error("Records.attributes.\(name)", "must be the text of a number")
      }
      return number
    }

    func time(_ name: String) throws(TaskFormatError) -> Timestamp {
      Timestamp(milliseconds: try number(name))
    }
  }

  /// A message attribute, with its value in one of two places.
  private struct Attribute: Decodable {
    let dataType: String
    let stringValue: String?
    let binaryValue: Data?

    var attribute: MessageAttribute {
      get throws {
        if let binaryValue {
          return MessageAttribute(dataType: dataType, value: .binary([UInt8](binaryValue)))
        }
        guard let stringValue else {
          throw LambdaSQSEvent.error(
            "Records.messageAttributes", "has an attribute without a value")
        }
        return MessageAttribute(dataType: dataType, value: .string(stringValue))
      }
    }
  }
}
