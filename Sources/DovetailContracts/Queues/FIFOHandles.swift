internal import DovetailTransport

extension QueueTransportContract {
  /// Source: SQS API reference, DeleteMessage.
  static let fifoHandles: [Claim<QueueTransportSubject>] = [
    Claim(
      "on a FIFO queue a delete after the lapse is refused", rows: "3.3/fifo-delete-after-lapse"
    ) { subject in
      let (queue, message) = try await subject.oneInFlight()

      try await queue.advance(.seconds(30))

      try await expectError(.receiptHandleExpired, "the delete") { try await queue.delete(message) }
      try await queue.receive(expecting: ["g.1"])
    },
    Claim(
      "on a FIFO queue a delete within a longer timeout deletes",
      rows: "3.3/fifo-delete-after-extension",
      "3.3/delete-in-flight"
    ) { subject in
      let (queue, message) = try await subject.oneInFlight()

      try await queue.hide(message, for: .seconds(100))
      try await queue.advance(.seconds(50))
      try await queue.delete(message)
      try await queue.advance(.seconds(100))

      try await queue.expectNone("after the delete")
    },
    Claim(
      "on a FIFO queue an older handle deletes nothing", rows: "3.3/fifo-delete-old-handle"
    ) { subject in
      let (queue, message) = try await subject.oneInFlight()
      try await queue.advance(.seconds(30))
      try await queue.receive(hidingFor: .seconds(30), expecting: ["g.1"])

      try await expectError(.receiptHandleExpired, "the delete") { try await queue.delete(message) }
      try await queue.advance(.seconds(30))
      try await queue.receive(expecting: ["g.1"])
    },
    Claim("on a FIFO queue a second delete succeeds", rows: "3.3/fifo-delete-again") { subject in
      let (queue, message) = try await subject.oneInFlight()

      try await queue.delete(message)
      try await queue.delete(message)
    },
    Claim(
      "on a FIFO queue a delete after a receive with visibility 0 is refused",
      rows: "3.3/fifo-visibility-zero-delete"
    ) { subject in
      let queue = try await subject.makeFIFOQueue()
      try await queue.sendEach("g.1")
      let message = try await queue.receiveOne(hidingFor: .zero)

      try await expectError(.receiptHandleExpired, "the delete") { try await queue.delete(message) }
    },
    Claim(
      "on a FIFO queue a delete after a change to 0 is refused",
      rows: "3.3/fifo-visibility-zero-delete"
    ) { subject in
      let (queue, message) = try await subject.oneInFlight()

      try await queue.hide(message, for: .zero)

      try await expectError(.receiptHandleExpired, "the delete") { try await queue.delete(message) }
    },
    Claim(
      "on a FIFO queue visibility cannot change after the lapse",
      rows: "3.3/fifo-change-after-lapse"
    ) { subject in
      let (queue, message) = try await subject.oneInFlight()

      try await queue.advance(.seconds(30))

      try await expectError(.messageNotAvailable, "the change") {
        try await queue.hide(message, for: .seconds(10))
      }
      try await queue.receive(expecting: ["g.1"])
    },
    Claim(
      "on a FIFO queue an older handle changes no visibility", rows: "3.3/fifo-change-old-handle"
    ) { subject in
      let (queue, message) = try await subject.oneInFlight()
      try await queue.advance(.seconds(30))
      try await queue.receive(hidingFor: .seconds(30), expecting: ["g.1"])

      try await expectError(.messageNotAvailable, "the change") {
        try await queue.hide(message, for: .zero)
      }
      try await queue.expectNone("after the change was refused")
    },
    Claim(
      "on a FIFO queue a bad handle in a batch fails alone", rows: "2.2/batch-delete-bad-handle"
    ) {
      subject in
      let (queue, message) = try await subject.oneInFlight()

      let outcomes = try await queue.delete(batch: [
        ReceiptHandle(rawValue: "nonsense"), message.receipt,
      ])

      try expectFailure(.receiptHandleInvalid, "the bad handle", of: outcomes[0])
      try expectSuccess("the good handle", of: outcomes[1])
    },
  ]
}

extension QueueTransportSubject {
  /// A queue with one message, received for 30 s.
  fileprivate func oneInFlight() async throws -> (ClaimQueue, ReceivedMessage) {
    let queue = try await makeFIFOQueue()
    try await queue.sendEach("g.1")
    return (queue, try await queue.receiveOne(hidingFor: .seconds(30)))
  }
}
