internal import DovetailTransport

/// What every `QueueInspection` must show, whose queues are those of a `QueueTransport`.
public enum QueueInspectionContract {
  /// The claims; the subject's transport is asked for its inspection.
  public static var claims: [Claim<QueueTransportSubject>] {
    [peeking, peekedMessages, peekedBodies, peekPages, peekedGroups, tenantGroups, summaries]
      .flatMap(\.self)
  }
}

extension ClaimQueue {
  var inspection: any QueueInspection {
    get throws {
      try require(
        subject.transport as? any QueueInspection, "the transport to be a QueueInspection")
    }
  }

  /// The messages that a peek shows on its first page.
  func peek(_ options: PeekOptions = PeekOptions()) async throws -> [PeekedMessage] {
    try await inspection.peek(at: name, options).messages
  }

  /// The one message that a peek must show.
  func peekOne(
    _ options: PeekOptions = PeekOptions(), fileID: String = #fileID, line: Int = #line
  ) async throws -> PeekedMessage {
    let messages = try await peek(options)
    guard let message = messages.first, messages.count == 1 else {
      throw ClaimFailure(
        "Expected a peek to show one message, it showed \(messages.count).", fileID: fileID,
        line: line)
    }
    return message
  }

  func groups(
    _ options: PeekGroupsOptions = PeekGroupsOptions()
  ) async throws -> [QueueGroup] {
    try await inspection.groups(of: name, options).groups
  }
}
