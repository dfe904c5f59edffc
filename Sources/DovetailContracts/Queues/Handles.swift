internal import DovetailTransport

extension QueueTransportContract {
  /// Source: SQS API reference, DeleteMessage and ChangeMessageVisibility, ReceiptHandleIsInvalid.
  static let handles: [Claim<QueueTransportSubject>] =
    [
      Claim(
        "a delete by the handle of another queue is refused and deletes nothing",
        rows: "3.3/other-queue-handle"
      ) { subject in
        let queue = try await subject.makeQueue()
        let other = try await subject.makeQueue()
        try await queue.send("a")
        try await other.send("b")
        let message = try await queue.receiveOne(hidingFor: .seconds(5))
        _ = try await other.receiveOne(hidingFor: .seconds(5))

        try await expectError(.receiptHandleInvalid, "a delete from the other queue") {
          try await other.delete(message)
        }

        try await queue.advance(.seconds(5))
        try expect(try await queue.receiveOne().body, is: "a", "the body in the handle's queue")
        try expect(try await other.receiveOne().body, is: "b", "the body in the other queue")
      },
      Claim(
        "a change of visibility by the handle of another queue is refused",
        rows: "3.3/other-queue-handle"
      ) { subject in
        let queue = try await subject.makeQueue()
        let other = try await subject.makeQueue()
        try await queue.send("a")
        let message = try await queue.receiveOne()

        try await expectError(.receiptHandleInvalid, "a change on the other queue") {
          try await other.hide(message, for: .zero)
        }

        try await queue.expectNone("while it is in flight")
      },
      // DeleteMessageBatch, "the result of the action on each message is reported individually".
      Claim(
        "a bad handle in a batch of deletes leaves its neighbours alone",
        rows: "2.2/batch-delete-bad-handle"
      ) { subject in
        let queue = try await subject.makeQueue()
        try await queue.sendAll(["a", "b"])
        let messages = try await queue.receive(10, hidingFor: .seconds(5))
        try expect(messages.count, is: 2, "the number of messages")
        let bad = ReceiptHandle(rawValue: "not a handle")

        let outcomes = try await queue.delete(
          batch: [messages[0].receipt, bad, messages[1].receipt])

        try expectSuccess("the first delete", of: outcomes[0])
        try expectFailure(.receiptHandleInvalid, "the second delete", of: outcomes[1])
        try expectSuccess("the third delete", of: outcomes[2])
        try await queue.advance(.seconds(5))
        try await queue.expectNone("after the deletes")
      },
      // ChangeMessageVisibilityBatch, "the result of the action on each message is reported".
      Claim(
        "a bad entry in a batch of changes leaves its neighbours alone",
        rows: "2.2/batch-change-bad-handle", "2.2/batch-change-bad-timeout"
      ) { subject in
        let queue = try await subject.makeQueue()
        try await queue.sendAll(["a", "b", "c"])
        let messages = try await queue.receive(10)
        try expect(messages.count, is: 3, "the number of messages")
        let bad = ReceiptHandle(rawValue: "not a handle")

        let outcomes = try await queue.hide(batch: [
          VisibilityChange(receipt: messages[0].receipt, timeout: .zero),
          VisibilityChange(receipt: bad, timeout: .zero),
          VisibilityChange(receipt: messages[1].receipt, timeout: .seconds(43_201)),
          VisibilityChange(receipt: messages[2].receipt, timeout: .zero),
        ])

        try expectSuccess("the first change", of: outcomes[0])
        try expectFailure(.receiptHandleInvalid, "the change by a bad handle", of: outcomes[1])
        try expectFailure(.invalidParameterValue, "the change to 43,201 s", of: outcomes[2])
        try expectSuccess("the last change", of: outcomes[3])
        try expect(try await queue.receive(10).count, is: 2, "the number of visible messages")
      },
      // ChangeMessageVisibility, "Message does not exist or is not available for visibility timeout
      // change."
      Claim("a change of visibility of a deleted message is refused", rows: "3.3/change-deleted") {
        subject in
        let queue = try await subject.makeQueue()
        try await queue.send("a")
        let message = try await queue.receiveOne()
        try await queue.delete(message)

        try await expectError(.messageNotAvailable, "a change after the delete") {
          try await queue.hide(message, for: .seconds(10))
        }
      },
      Claim(
        "a change of visibility of a message whose retention has ended is refused",
        rows: "3.3/change-deleted"
      ) { subject in
        let queue = try await subject.makeQueue(.messageRetentionPeriod, 60)
        try await queue.send("a")
        let message = try await queue.receiveOne(hidingFor: .seconds(100))
        try await queue.advance(.seconds(60))

        try await expectError(.messageNotAvailable, "a change after the retention") {
          try await queue.hide(message, for: .seconds(10))
        }
      },
    ] + malformed

  private static let malformed = [
    ("a word", "handle"), ("hexadecimal", "0123456789abcdef"),
    ("base64", "AQEBAQEBAQEBAQEBAQEBAQEBAQE="), ("not ASCII", "é漢👩"),
    ("1,024 characters long", String(repeating: "a", count: 1024)),
  ].flatMap { name, text in
    let handle = ReceiptHandle(rawValue: text)
    return [
      Claim<QueueTransportSubject>(
        "a delete by a handle that is \(name) is refused", rows: "3.3/malformed-handle"
      ) { subject in
        let queue = try await subject.makeQueue()

        try await expectError(.receiptHandleInvalid, "the delete") {
          try await subject.transport.delete(handle, from: queue.name)
        }
      },
      Claim<QueueTransportSubject>(
        "a change by a handle that is \(name) is refused", rows: "3.3/malformed-handle"
      ) { subject in
        let queue = try await subject.makeQueue()

        try await expectError(.receiptHandleInvalid, "the change") {
          try await subject.transport.changeVisibility(
            of: handle, to: .seconds(1), on: queue.name)
        }
      },
    ]
  }
}
