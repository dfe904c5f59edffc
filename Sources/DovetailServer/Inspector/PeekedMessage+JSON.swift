internal import DovetailTransport

extension PeekedMessage {
  func write(to object: inout JSONObjectWriter) {
    object.member("id", id.rawValue)
    object.member("reference", reference.rawValue)
    object.member("state", state.rawValue)
    object.member("body", optional: body)
    object.member("bodyBytes", bodyBytes)
    object.member("sentAt", sentAt)
    object.member("visibleAt", visibleAt)
    object.member("expiresAt", expiresAt)
    object.member("receiveCount", receiveCount)
    object.member("firstReceivedAt", firstReceivedAt)
    object.member("group", optional: groupID)
    object.member("deduplicationId", optional: deduplicationID)
    object.member("sequenceNumber", optional: sequenceNumber?.rawValue)
    object.member("traceHeader", optional: traceHeader)
    object.member("deadLetterSource", optional: deadLetterSource?.description)
    guard !attributes.isEmpty else { return }
    object.member("attributes") { writer in
      writer.object { object in
        for (name, attribute) in attributes.sorted(by: { $0.key < $1.key }) {
          object.member(name) { writer in writer.object { attribute.write(to: &$0) } }
        }
      }
    }
  }
}

extension MessageAttribute {
  fileprivate func write(to object: inout JSONObjectWriter) {
    object.member("type", dataType)
    switch value {
    case .string(let text): object.member("value", text)
    case .binary(let bytes): object.member("base64", Base64.encode(bytes))
    }
  }
}

extension QueueGroup {
  func write(to object: inout JSONObjectWriter) {
    object.member("group", optional: id)
    for state in MessageState.allCases { object.member(state.rawValue, counts[state] ?? 0) }
    object.member("hasMore", hasMore)
    object.member("wakesAt", wakesAt)
    object.member("head") { writer in writer.object { head.write(to: &$0) } }
  }
}
