internal import DovetailTransport

extension QueueTransportContract {
  /// Source: SQS API reference, SendMessageBatch, DeleteMessageBatch, ChangeMessageVisibilityBatch.
  static let batches: [Claim<QueueTransportSubject>] = [
    // EmptyBatchRequest.
    Claim("a batch of no messages is refused", rows: "2.2/batch-empty") { subject in
      let queue = try await subject.makeQueue()

      try await expectError(.emptyBatchRequest, "the send") { try await queue.send(batch: []) }
    },
    Claim("a batch of no deletes is refused", rows: "2.2/batch-empty") { subject in
      let queue = try await subject.makeQueue()

      try await expectError(.emptyBatchRequest, "the delete") { try await queue.delete(batch: []) }
    },
    Claim("a batch of no changes is refused", rows: "2.2/batch-empty") { subject in
      let queue = try await subject.makeQueue()

      try await expectError(.emptyBatchRequest, "the change") { try await queue.hide(batch: []) }
    },
    // TooManyEntriesInBatchRequest.
    Claim("a batch of eleven messages is refused, and none is sent", rows: "2.2/batch-too-many") {
      subject in
      let queue = try await subject.makeQueue()
      let messages = Array(repeating: OutgoingMessage("a"), count: 11)

      try await expectError(.tooManyEntriesInBatchRequest, "the send") {
        try await queue.send(batch: messages)
      }

      try await queue.expectNone("after the refused batch")
    },
    Claim("a batch of eleven deletes is refused, and none is done", rows: "2.2/batch-too-many") {
      subject in
      let queue = try await subject.makeQueue()
      try await queue.send("a")
      let message = try await queue.receiveOne(hidingFor: .seconds(5))

      try await expectError(.tooManyEntriesInBatchRequest, "the delete") {
        try await queue.delete(batch: Array(repeating: message.receipt, count: 11))
      }

      try await queue.advance(.seconds(5))
      _ = try await queue.receiveOne()
    },
    Claim("a batch of eleven changes is refused, and none is done", rows: "2.2/batch-too-many") {
      subject in
      let queue = try await subject.makeQueue()
      try await queue.send("a")
      let message = try await queue.receiveOne()
      let change = VisibilityChange(receipt: message.receipt, timeout: .zero)

      try await expectError(.tooManyEntriesInBatchRequest, "the change") {
        try await queue.hide(batch: Array(repeating: change, count: 11))
      }

      try await queue.expectNone("while it is in flight")
    },
    // SendMessageBatch, "the result of sending each message is reported individually".
    Claim(
      "entries that fail leave the other entries of a send alone",
      rows: "2.2/batch-standard-entries", "1.5/batch-entry-over", "2.2/batch-outcomes"
    ) { subject in
      let queue = try await subject.makeQueue(.maximumMessageSize, 1024)

      let outcomes = try await queue.send(batch: [
        OutgoingMessage("first"),
        OutgoingMessage(""),
        OutgoingMessage("second"),
        OutgoingMessage("\u{0}"),
        OutgoingMessage("a", delay: .seconds(901)),
        OutgoingMessage(String(repeating: "a", count: 1025)),
        OutgoingMessage("a", attributes: ["": .string("a")]),
        OutgoingMessage("third"),
      ])

      for (index, body) in [(0, "first"), (2, "second"), (7, "third")] {
        try expectSuccess("the send of \(body)", of: outcomes[index])
      }
      try expectFailure(.missingParameter, "the empty body", of: outcomes[1])
      try expectFailure(.invalidMessageContents, "the control character", of: outcomes[3])
      try expectFailure(.invalidParameterValue, "the long delay", of: outcomes[4])
      try expectFailure(.invalidParameterValue, "the long body", of: outcomes[5])
      try expectFailure(.invalidParameterValue, "the nameless attribute", of: outcomes[6])
      let bodies = Set(try await queue.receive(10).map(\.body))
      try expect(bodies, is: ["first", "second", "third"], "the bodies that were sent")
    },
    // SendMessageBatch: 200 with a list of failures, even if nothing succeeded.
    Claim("a batch in which every entry fails has an outcome for each", rows: "2.2/batch-outcomes")
    { subject in
      let queue = try await subject.makeQueue()

      let outcomes = try await queue.send(batch: [OutgoingMessage(""), OutgoingMessage("\u{1}")])

      try expectFailure(.missingParameter, "the empty body", of: outcomes[0])
      try expectFailure(.invalidMessageContents, "the control character", of: outcomes[1])
      try await queue.expectNone("after the failures")
    },
    // The whole request is looked at before any entry is.
    Claim(
      "a batch of eleven messages is refused as a whole, though each is bad",
      rows: "2.0/order-request-before-entries"
    ) { subject in
      let queue = try await subject.makeQueue()

      try await expectError(.tooManyEntriesInBatchRequest, "the send") {
        try await queue.send(batch: Array(repeating: OutgoingMessage(""), count: 11))
      }
    },
    Claim(
      "a batch of too many bytes is refused as a whole, though an entry is bad",
      rows: "2.0/order-request-before-entries"
    ) { subject in
      let queue = try await subject.makeQueue()
      let large = OutgoingMessage(String(repeating: "a", count: 1_048_576))

      try await expectError(.batchRequestTooLong, "the send") {
        try await queue.send(batch: [OutgoingMessage("\u{0}"), large])
      }
    },
  ]
}
