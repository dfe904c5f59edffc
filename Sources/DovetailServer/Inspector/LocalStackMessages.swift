internal import DovetailTransport
internal import DovetailWire

/// Messages in the shapes in which LocalStack shows them.
struct LocalStackMessages {
  let queue: QueueURL
  let messages: [PeekedMessage]
  /// Whether to say of each whether it is visible, and whether it is delayed.
  let showsVisibility: Bool
  let showsDelay: Bool
  let receipt: ReceiptHandle

  /// What ReceiveMessage answers.
  func response(in encoding: SQSEncoding, requestID: String) -> HTTPResponse {
    var writer = JSONWriter()
    writer.object { object in
      guard !messages.isEmpty else { return }
      object.member("Messages") { writer in writer.array(shapes) { $0.value($1) } }
    }
    return encoding.response(.receiveMessage, json: writer.bytes, requestID: requestID)
  }

  /// The XML of the query protocol, transcribed to JSON element by element.
  func documentAsJSON(requestID: String) -> HTTPResponse {
    let result: JSONValue =
      messages.isEmpty ? .null : .object(["Message": .array(shapes.map(Self.element))])
    var writer = JSONWriter()
    writer.value(
      .object([
        "ReceiveMessageResponse": .object([
          "ReceiveMessageResult": result,
          "ResponseMetadata": .object(["RequestId": .string(requestID)]),
        ])
      ]))
    return HTTPResponse(
      200, headers: ["Content-Type": "application/json", "x-amzn-RequestId": requestID],
      body: writer.bytes)
  }

  /// The messages as AWS JSON has them.
  private var shapes: [JSONValue] {
    messages.compactMap { message in
      let call = ReceiveMessage(
        queue: queue, options: ReceiveOptions(), at: Timestamp(milliseconds: 0))
      let answer = SQSEncoding.json.response(
        to: call, [.success(message.received(receipt))], requestID: "")
      let shape = try? JSONValue(parsing: answer.body).members?["Messages"]?.elements?.first
      return shape.map { extended($0, message) }
    }
  }

  private func extended(_ shape: JSONValue, _ message: PeekedMessage) -> JSONValue {
    guard var members = shape.members else { return shape }
    var attributes = members["Attributes"]?.members ?? [:]
    if showsVisibility { attributes["IsVisible"] = .text(message.state == .available) }
    if showsDelay { attributes["IsDelayed"] = .text(message.state == .delayed) }
    members["Attributes"] = .object(attributes)
    return .object(members)
  }

  /// Maps become lists of pairs, named in the singular.
  private static func element(_ shape: JSONValue) -> JSONValue {
    guard var members = shape.members else { return shape }
    for (map, list) in [("Attributes", "Attribute"), ("MessageAttributes", "MessageAttribute")] {
      guard let pairs = members.removeValue(forKey: map)?.members else { continue }
      members[list] = .array(
        pairs.sorted { $0.key < $1.key }.map {
          .object(["Name": .string($0.key), "Value": $0.value])
        })
    }
    return .object(members)
  }
}

extension JSONValue {
  fileprivate static func text(_ value: Bool) -> JSONValue { .string(String(value)) }
}

extension PeekedMessage {
  /// The message as a receive would return it.
  fileprivate func received(_ receipt: ReceiptHandle) -> ReceivedMessage {
    ReceivedMessage(
      id: id, receipt: receipt, body: body ?? "", attributes: attributes, sentAt: sentAt,
      firstReceivedAt: firstReceivedAt ?? Timestamp(milliseconds: 0), receiveCount: receiveCount,
      groupID: groupID, deduplicationID: deduplicationID, sequenceNumber: sequenceNumber,
      traceHeader: traceHeader, deadLetterSource: deadLetterSource)
  }
}
