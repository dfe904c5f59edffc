internal import DovetailTransport

extension QueueTransportContract {
  /// Source: SQS developer guide, "Using dead-letter queues in Amazon SQS"; API reference,
  /// ReceiveMessage, MessageSystemAttributeNames: what a moved message is.
  static let deadLetters: [Claim<QueueTransportSubject>] =
    both(
      "a moved message keeps its id, body, attributes and times",
      rows: "1.3/dead-letter-source", "3.2/sent-time-on-move", "6.3/kept-fields",
      "6.3/kept-counters", "6.3/source-added"
    ) { subject, make in
      let (source, deadLetters) = try await make(1)
      var message = OutgoingMessage("a", attributes: ["colour": .string("red")])
      message.groupID = "g"
      message.traceHeader = "Root=1-5759e988-bd862e3fe1be46a994272793"
      let sent = try await subject.transport.send(message, to: source.name)
      try await source.advance(.seconds(10))
      let first = try await source.receiveOne(hidingFor: .zero)
      try await source.advance(.seconds(10))
      try await source.expectNone("at the second receive")

      let moved = try await deadLetters.receiveOne()

      try expect(moved.id, is: sent.id, "the id")
      try expect(moved.body, is: "a", "the body")
      try expect(moved.attributes, is: first.attributes, "the attributes")
      try expect(moved.traceHeader, is: message.traceHeader, "the trace header")
      try expect(moved.groupID, is: "g", "the group")
      try expect(moved.sentAt, is: first.sentAt, "the time of sending")
      try expect(moved.firstReceivedAt, is: first.firstReceivedAt, "the first receive")
      try expect(moved.receiveCount, is: 2, "the receive count")
      try expect(moved.deadLetterSource, is: try await source.arn(), "the source")
      try expect(first.deadLetterSource, is: nil, "the source before the move")
    }
    + both(
      "a moved message is available at once, whatever the delay", rows: "6.3/available-at-once"
    ) {
      subject, make in
      let (source, deadLetters) = try await make(1)
      try await deadLetters.set(.delaySeconds, "900")
      try await source.sendNamed("a")
      _ = try await source.receiveOne(hidingFor: .zero)

      try await source.expectNone("at the second receive")

      try await deadLetters.expectCounts(available: 1, inFlight: 0, delayed: 0)
      _ = try await deadLetters.receiveOne()
    }
    + both(
      "to delete a moved message at its source succeeds and does nothing",
      rows: "6.3/old-handle-at-source"
    ) { subject, make in
      let (source, deadLetters) = try await make(1)
      try await source.sendNamed("a")
      let message = try await source.receiveOne(hidingFor: .zero)
      try await source.expectNone("at the second receive")

      try await source.delete(message)

      _ = try await deadLetters.receiveOne()
    }
    + both(
      "a moved message's handle is not valid for the dead-letter queue",
      rows: "6.3/old-handle-at-target"
    ) { subject, make in
      let (source, deadLetters) = try await make(1)
      try await source.sendNamed("a")
      let message = try await source.receiveOne(hidingFor: .zero)
      try await source.expectNone("at the second receive")

      try await expectError(.receiptHandleInvalid, "the deletion") {
        try await deadLetters.delete(message)
      }
    }
    + both(
      "a receive that waits and only moves a message goes on waiting",
      rows: "5/long-poll-only-dead-letters"
    ) { subject, make in
      let (source, deadLetters) = try await make(1)
      try await source.sendNamed("a")
      _ = try await source.receiveOne(hidingFor: .seconds(5))

      let messages = try await source.poll(for: .seconds(20)) {
        try await source.advance(.seconds(5))
        try await subject.polls(1, on: source.name)
        try await deadLetters.expectCounts(available: 1, inFlight: 0, delayed: 0)
        try await source.sendNamed("b")
      }

      try expect(messages.map(\.body), is: ["b"], "the bodies")
    }
    + both(
      "a receive that waits on a dead-letter queue gets what is moved there",
      rows: "6.3/atomic"
    ) { subject, make in
      let (source, deadLetters) = try await make(1)
      try await source.sendNamed("a")
      _ = try await source.receiveOne(hidingFor: .zero)

      let messages = try await deadLetters.poll(for: .seconds(20)) {
        try await source.expectNone("at the second receive")
      }

      try expect(messages.map(\.body), is: ["a"], "the bodies")
      try await source.expectCounts(available: 0, inFlight: 0, delayed: 0)
      try await deadLetters.expectCounts(available: 0, inFlight: 1, delayed: 0)
    }
    + retainedDeadLetters

  private static let retainedDeadLetters: [Claim<QueueTransportSubject>] = [
    // Developer guide: "the retention period of a message is always based on its original enqueue
    // timestamp"; "for FIFO queues, the enqueue timestamp resets".
    Claim(
      "a standard dead-letter queue keeps a message for its retention since it was sent",
      rows: "3.2/retention-standard-move"
    ) {
      subject in
      let source = try await subject.makeQueue()
      let deadLetters = try await subject.makeQueue(.messageRetentionPeriod, 100)
      try await source.redrive(to: deadLetters, after: 1)
      try await source.send("a")
      try await source.advance(.seconds(60))
      _ = try await source.receiveOne(hidingFor: .zero)
      try await source.expectNone("at the second receive")

      try await source.advance(.seconds(39))
      _ = try await deadLetters.receiveOne(hidingFor: .zero)
      try await source.advance(.seconds(1))

      try await deadLetters.expectNone("100 s after it was sent")
    },
    Claim(
      "a FIFO dead-letter queue keeps a message for its retention since it was moved",
      rows: "3.2/retention-fifo-move"
    ) {
      subject in
      let source = try await subject.makeFIFOQueue()
      let deadLetters = try await subject.makeFIFOQueue([.messageRetentionPeriod: "100"])
      try await source.redrive(to: deadLetters, after: 1)
      try await source.sendNamed("a")
      try await source.advance(.seconds(60))
      _ = try await source.receiveOne(hidingFor: .zero)
      try await source.expectNone("at the second receive")

      try await source.advance(.seconds(99))
      _ = try await deadLetters.receiveOne(hidingFor: .zero)
      try await source.advance(.seconds(1))

      try await deadLetters.expectNone("100 s after it was moved")
    },
    Claim(
      "a group goes on when its head is moved, and the moved ones keep their order",
      rows: "4.1/head-dead-lettered", "4.5/dead-letter-deduplication-id", "4.5/dead-letter-group"
    ) {
      subject in
      let deadLetters = try await subject.makeFIFOQueue()
      let source = try await subject.makeFIFOQueue()
      try await source.redrive(to: deadLetters, after: 1)
      try await source.sendEach("g.a", "g.b", "g.c")
      try await source.receive(2, hidingFor: .zero, expecting: ["g.a", "g.b"])

      try await source.receive(expecting: ["g.c"], "after the move")

      let moved = try await deadLetters.receive(expecting: ["g.a", "g.b"], "in the dead letters")
      try expect(moved.map(\.deduplicationID), is: moved.map { $0.id.rawValue }, "the ids")
    },
  ]
}
