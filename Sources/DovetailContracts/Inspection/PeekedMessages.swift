internal import DovetailTransport

extension QueueInspectionContract {
  static let peekedMessages: [Claim<QueueTransportSubject>] = [
    Claim("a peek tells of a message's times and receives") { subject in
      let queue = try await subject.makeQueue(.messageRetentionPeriod, 600)
      let sentAt = try await subject.time.now()
      let sent = try await queue.send("a")
      let fresh = try await queue.peekOne()
      try await queue.advance(.seconds(7))
      _ = try await queue.receiveOne(hidingFor: .seconds(5))
      try await queue.advance(.seconds(6))
      _ = try await queue.receiveOne(hidingFor: .seconds(10))

      let message = try await queue.peekOne()

      try expect(fresh.firstReceivedAt, is: nil, "the first receive before there was one")
      try expect(fresh.receiveCount, is: 0, "the receive count before there was one")
      try expect(fresh.visibleAt, is: sentAt, "when it became visible at first")
      try expect(message.id, is: sent.id, "the id")
      try expect(message.sentAt, is: sentAt, "the time of the send")
      try expect(message.receiveCount, is: 2, "the receive count")
      try expect(
        message.firstReceivedAt, is: sentAt.advanced(by: .seconds(7)), "the first receive")
      try expect(
        message.visibleAt, is: sentAt.advanced(by: .seconds(23)), "when it becomes visible")
      try expect(message.expiresAt, is: sentAt.advanced(by: .seconds(600)), "when it is gone")
    },
    Claim("a peek shows attributes, the trace header and the size") { subject in
      let queue = try await subject.makeQueue()
      let sent = OutgoingMessage(
        "äöü", attributes: ["count": .string("12"), "bytes": .binary([1, 2, 3])],
        traceHeader: "Root=1-5759e988-bd862e3fe1be46a994272793")
      try await queue.send(sent)

      let message = try await queue.peekOne()

      try expect(message.attributes, is: sent.attributes, "the attributes")
      try expect(message.traceHeader, is: sent.traceHeader, "the trace header")
      try expect(message.bodyBytes, is: 6, "the bytes of the body")
      try expect(message.size, is: sent.size, "the size")
    },
    Claim("a peek shows a FIFO message's group, de-duplication id and sequence number") {
      subject in
      let queue = try await subject.makeFIFOQueue()
      let sent = try await queue.send("a", group: "g", deduplicationID: "d")

      let message = try await queue.peekOne()

      try expect(message.groupID, is: "g", "the group")
      try expect(message.deduplicationID, is: "d", "the de-duplication id")
      try expect(message.sequenceNumber, is: sent.sequenceNumber, "the sequence number")
    },
    Claim("a peek shows from which queue a dead letter came") { subject in
      let target = try await subject.makeQueue()
      let source = try await subject.makeQueue()
      try await source.redrive(to: target, after: 1)
      try await source.send("a")
      _ = try await source.receiveOne(hidingFor: .zero)
      try await source.expectNone("after it was moved")

      let message = try await target.peekOne()

      try expect(message.deadLetterSource, is: try await source.arn(), "the source")
      try expect(message.receiveCount, is: 1, "the receive count")
      try expect(message.state, is: .available, "the state")
    },
    Claim("a message can be looked at again by its reference") { subject in
      let queue = try await subject.makeQueue()
      try await queue.sendAll(["a", "b"])
      let seen = try await queue.peek(PeekOptions(body: .none))
      let last = try require(seen.last, "a message")

      let again = try await queue.inspection.peek(at: last.reference, in: queue.name, .whole)

      try expect(again?.id, is: last.id, "the id")
      try expect(again?.body, is: "b", "the body")
    },
    Claim("a reference to what is gone, or to nothing, shows nothing") { subject in
      let (queue, other) = (try await subject.makeQueue(), try await subject.makeQueue())
      try await queue.send("a")
      let reference = try await queue.peekOne().reference
      func look(_ reference: MessageReference, _ queue: ClaimQueue) async throws -> PeekedMessage? {
        try await queue.inspection.peek(at: reference, in: queue.name, .whole)
      }

      try expect(try await look(reference, other), is: nil, "the message in another queue")
      let nonsense = MessageReference(rawValue: "nonsense")
      try expect(try await look(nonsense, queue), is: nil, "the message of a nonsense reference")
      try await queue.delete(try await queue.receiveOne())
      try expect(try await look(reference, queue), is: nil, "the message after its deletion")
    },
  ]
}
