internal import DovetailTransport

/// Messages of groups, in short: a text such as "g1.a" is the body "g1.a" in the group "g1".
extension ClaimQueue {
  /// Sends messages one after the other, each to the group before its dot.
  func sendEach(_ bodies: String...) async throws {
    for body in bodies {
      try await send(OutgoingMessage(body, groupID: group(of: body)))
    }
  }

  /// Sends messages in one batch, each to the group before its dot.
  func sendTogether(_ bodies: String...) async throws {
    let messages = bodies.map { OutgoingMessage($0, groupID: group(of: $0)) }
    for outcome in try await send(batch: messages) {
      try expectSuccess("each entry", of: outcome)
    }
  }

  /// Sends one message with a de-duplication id.
  @discardableResult
  func send(
    _ body: String, group: String, deduplicationID: String
  ) async throws -> SentMessage {
    try await send(OutgoingMessage(body, groupID: group, deduplicationID: deduplicationID))
  }

  /// Receives messages, whose bodies must be these.
  @discardableResult
  func receive(
    _ maximum: Int = 10, hidingFor: Duration? = nil, expecting bodies: [String],
    _ when: String = "received", fileID: String = #fileID, line: Int = #line
  ) async throws -> [ReceivedMessage] {
    let messages = try await receive(maximum, hidingFor: hidingFor)
    try expect(
      messages.map(\.body), is: bodies, "the bodies \(when)", fileID: fileID, line: line)
    return messages
  }

  private func group(of body: String) -> String {
    String(body.prefix { $0 != "." })
  }
}
