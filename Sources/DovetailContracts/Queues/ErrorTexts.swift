internal import DovetailTransport

extension QueueTransportContract {
  /// The words of SQS, recorded from it; more may follow them.
  ///
  /// Source: SQS API reference, "Common Errors", and the errors of each call.
  static let errorTexts: [Claim<QueueTransportSubject>] =
    requestTexts + messageTexts + receiveTexts + handleTexts

  private static let requestTexts = [
    says(
      "There should be at least one SendMessageBatchRequestEntry in the request.",
      to: "an empty batch", row: "2.2/batch-empty"
    ) { try await $0.send(batch: []) },
    says(
      "There should be at least one DeleteMessageBatchRequestEntry in the request.",
      to: "an empty batch of deletes", row: "2.2/batch-empty"
    ) { try await $0.delete(batch: []) },
    says(
      "Maximum number of entries per request are 10. You have sent 11.",
      to: "a batch of eleven", row: "2.2/batch-too-many"
    ) { try await $0.send(batch: Array(repeating: OutgoingMessage("a"), count: 11)) },
    says(
      "Batch requests cannot be longer than 1048576 bytes. You have sent 1048577 bytes.",
      to: "a batch of 1,048,577 bytes", row: "1.5/batch-total"
    ) { queue in
      let half = String(repeating: "a", count: 524_288)
      return try await queue.send(batch: [OutgoingMessage(half), OutgoingMessage(half + "a")])
    },
  ]

  private static let messageTexts = [
    says(
      "The request must contain the parameter MessageBody.",
      to: "an empty body", row: "1.5/empty-body"
    ) { try await $0.send("") },
    says(
      "Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | "
        + "#xE000 to #xFFFD | #x10000 to #x10FFFF",
      to: "a control character", row: "1.5/characters-refused"
    ) { try await $0.send("\u{1}") },
    says(
      "Message must be shorter than 1048576 bytes.",
      to: "a body of 1,048,577 bytes", row: "1.5/size-largest"
    ) { try await $0.send(String(repeating: "a", count: 1_048_577)) },
    says(
      "Value 901 for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and <= 900.",
      to: "a delay of 901 s", row: "2.2/send-delay-range"
    ) { try await $0.send("a", delay: .seconds(901)) },
    says(
      "Message (user) attribute 'name' must contain a non-empty value of type 'String'.",
      to: "an empty attribute", row: "1.4/value-empty"
    ) { try await $0.send("a", attributes: ["name": .string("")]) },
  ]

  private static let receiveTexts = [
    says(
      "Value 11 for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if "
        + "provided.",
      to: "a receive of 11 messages", row: "2.2/receive-maximum-range"
    ) { try await $0.receive(11) },
    says(
      "Value 21 for parameter WaitTimeSeconds is invalid. Reason: Must be >= 0 and <= 20, if provided.",
      to: "a wait of 21 s", row: "2.2/receive-wait-range"
    ) { queue in
      let options = ReceiveOptions(waitTime: .seconds(21))
      return try await queue.subject.transport.receive(from: queue.name, options)
    },
  ]

  private static let handleTexts = [
    says(
      "The input receipt handle \"handle\" is not a valid receipt handle.",
      to: "a malformed handle", row: "3.3/malformed-handle"
    ) { queue in
      let handle = ReceiptHandle(rawValue: "handle")
      try await queue.subject.transport.delete(handle, from: queue.name)
    },
    says(
      "Reason: Message does not exist or is not available for visibility timeout change.",
      to: "a change of visibility of a deleted message", row: "3.3/change-deleted"
    ) { queue in
      try await queue.send("a")
      let message = try await queue.receiveOne()
      try await queue.delete(message)
      try await queue.hide(message, for: .seconds(10))
    },
    says(
      "Value 43200 for parameter VisibilityTimeout is invalid. Reason: Total VisibilityTimeout for the "
        + "message is beyond the limit [43200 seconds]",
      to: "a change of visibility beyond 12 hours", row: "3.4/total-limit"
    ) { queue in
      try await queue.send("a")
      let message = try await queue.receiveOne()
      try await queue.advance(.seconds(1))
      try await queue.hide(message, for: .seconds(43_200))
    },
  ]

  private static func says<Answer>(
    _ text: String, to what: String, row: String,
    _ call: @escaping @Sendable (ClaimQueue) async throws -> Answer
  ) -> Claim<QueueTransportSubject> {
    Claim("the error for \(what) is in the words of SQS", rows: row) { subject in
      let queue = try await subject.makeQueue()

      do {
        _ = try await call(queue)
      } catch let error as TransportError {
        return try expect(
          error.detail?.contains(text) ?? false,
          "Expected \"\(text)\", found \"\(error.detail ?? "nil")\".")
      }
      throw ClaimFailure("Expected \(what) to throw a TransportError.")
    }
  }
}
