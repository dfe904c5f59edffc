import DovetailTransport

/// What a send says of its message, the same by itself and in a batch.
struct WireMessage: BatchEntryShape {
  private var body: String?
  private var delay: Int?
  private var attributes: [String: WireAttribute]?
  private var systemAttributes: [String: WireAttribute]?
  private var deduplicationID: String?
  private var groupID: String?

  init() {}

  /// Reads the member `name`, or skips it.
  mutating func read(_ name: String, _ reader: inout JSONReader) throws(JSONError) {
    switch name {
    case "MessageBody": body = try reader.text()
    case "DelaySeconds": delay = try reader.integer()
    case "MessageAttributes": attributes = try reader.attributes()
    case "MessageSystemAttributes": systemAttributes = try reader.attributes()
    case "MessageDeduplicationId": deduplicationID = try reader.text()
    case "MessageGroupId": groupID = try reader.text()
    default: try reader.skip()
    }
  }

  /// The message; `prefix` stands before the names of parameters in errors.
  func value(_ prefix: String = "") throws(TransportError) -> OutgoingMessage {
    guard let body, !body.isEmpty else {
      throw .invalid(
        .missingParameter, "The request must contain the parameter \(prefix)MessageBody.")
    }
    return OutgoingMessage(
      body, delay: delay.map { .seconds($0) }, attributes: try attributes?.attributes ?? [:],
      groupID: groupID, deduplicationID: deduplicationID, traceHeader: try traceHeader)
  }

  static func write(_ message: OutgoingMessage, to object: inout JSONObjectWriter) {
    object.member("MessageBody", message.body)
    object.member("DelaySeconds", seconds: message.delay)
    object.member("MessageAttributes", ifAny: message.attributes)
    object.member("MessageSystemAttributes", ifAny: message.systemAttributes)
    object.member("MessageDeduplicationId", ifAny: message.deduplicationID)
    object.member("MessageGroupId", ifAny: message.groupID)
  }

  private var traceHeader: String? {
    get throws(TransportError) {
      guard let attributes = try systemAttributes?.attributes else { return nil }
      for name in attributes.keys.sorted() where name != SystemAttribute.traceHeader.rawValue {
        throw .invalid(
          .invalidParameterValue, "Message system attribute name '\(name)' is invalid.")
      }
      guard let header = attributes[SystemAttribute.traceHeader.rawValue] else { return nil }
      guard header.dataType == "String", let text = header.stringValue else {
        throw .invalid(
          .invalidParameterValue,
          "The message system attribute 'AWSTraceHeader' must be of type 'String'.")
      }
      return text
    }
  }
}

extension OutgoingMessage {
  /// The trace header as the attribute by which it travels.
  var systemAttributes: [String: MessageAttribute] {
    traceHeader.map { [SystemAttribute.traceHeader.rawValue: .string($0)] } ?? [:]
  }
}
