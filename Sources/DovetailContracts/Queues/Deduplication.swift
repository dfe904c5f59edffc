internal import DovetailTransport

extension QueueTransportContract {
  /// Source: SQS developer guide, "Exactly-once processing in Amazon SQS".
  static let deduplication: [Claim<QueueTransportSubject>] = [
    Claim(
      "a duplicate is accepted as the first was, and adds nothing", rows: "4.3/duplicate-answer",
      "4.3/duplicate-not-sent"
    ) { subject in
      let queue = try await subject.makeFIFOQueue()
      let first = try await queue.send("a", group: "g", deduplicationID: "1")

      let second = try await queue.send("b", group: "h", deduplicationID: "1")

      try expect(second, is: first, "the answer")
      try await queue.receive(expecting: ["a"])
    },
    Claim(
      "an id is a duplicate for 5 minutes from its first send, and new after", rows: "4.3/window",
      "4.3/window-not-extended"
    ) { subject in
      let queue = try await subject.makeFIFOQueue()
      let first = try await queue.send("a", group: "g", deduplicationID: "1")

      try await queue.advance(.seconds(299))
      try expect(
        try await queue.send("b", group: "g", deduplicationID: "1"), is: first, "the answer")
      try await queue.advance(.seconds(1))
      let third = try await queue.send("c", group: "g", deduplicationID: "1")

      try expect(third.id != first.id, "Expected another id after the window.")
      try await queue.receive(expecting: ["a", "c"])
    },
    Claim("an id is a duplicate after its message is deleted", rows: "4.3/survives-delete") {
      subject in
      let queue = try await subject.makeFIFOQueue()
      let first = try await queue.send("a", group: "g", deduplicationID: "1")
      try await queue.delete(try await queue.receiveOne())

      let second = try await queue.send("a", group: "g", deduplicationID: "1")

      try expect(second, is: first, "the answer")
      try await queue.expectNone("after the duplicate")
    },
    Claim("duplicates within a batch are sent once", rows: "2.2/batch-fifo-duplicates") { subject in
      let queue = try await subject.makeFIFOQueue()

      let outcomes = try await queue.send(batch: [
        OutgoingMessage("a", groupID: "g"), OutgoingMessage("b", groupID: "g"),
        OutgoingMessage("a", groupID: "g"),
      ])

      let sent = try outcomes.map { try expectSuccess("each entry", of: $0) }
      try expect(sent[2], is: sent[0], "the answer to the duplicate")
      try await queue.receive(expecting: ["a", "b"])
    },
    Claim("a message that was refused is no duplicate's first", rows: "4.3/window") { subject in
      let queue = try await subject.makeFIFOQueue()
      let message = OutgoingMessage("", groupID: "g", deduplicationID: "1")
      try expectFailure(
        .missingParameter, "the empty body", of: try await queue.send(batch: [message])[0])

      try await queue.send("a", group: "g", deduplicationID: "1")

      try await queue.receive(expecting: ["a"])
    },
    Claim("an id that a queue makes is the SHA-256 of the body", rows: "4.3/content-hash") {
      subject in
      let queue = try await subject.makeFIFOQueue()
      let attributes = ["kind": MessageAttribute.string("x")]
      try await queue.send(OutgoingMessage("foobar", attributes: attributes, groupID: "g"))
      try await queue.send(OutgoingMessage("foobar", groupID: "g"))

      let received = try await queue.receive(expecting: ["foobar"])

      try expect(received[0].deduplicationID, is: foobarHash, "the de-duplication id")
    },
    Claim("a given id takes the place of the body's", rows: "4.3/explicit-overrides-hash") {
      subject in
      let queue = try await subject.makeFIFOQueue()
      try await queue.send("a", group: "g", deduplicationID: "1")

      try await queue.send("a", group: "g", deduplicationID: "2")

      try await queue.receive(expecting: ["a", "a"])
    },
    Claim(
      "a given id that is another body's hash makes a duplicate",
      rows: "4.3/explicit-collides-with-hash"
    ) { subject in
      let queue = try await subject.makeFIFOQueue()
      try await queue.send(OutgoingMessage("foobar", groupID: "g"))

      try await queue.send("b", group: "g", deduplicationID: foobarHash)

      try await queue.receive(expecting: ["foobar"])
    },
    Claim("a standard queue drops no duplicates", rows: "5/fair-no-deduplication") { subject in
      let queue = try await subject.makeQueue()

      try await queue.sendEach("g.1", "g.1")

      try expect(try await queue.receive(10).count, is: 2, "the number of messages")
    },
  ]

  /// The scopes of de-duplication, which hold as they were when the queue was made.
  static let deduplicationScopes: [Claim<QueueTransportSubject>] = [
    Claim("with the scope queue, groups share their ids", rows: "4.3/scope-queue") { subject in
      let queue = try await subject.makeFIFOQueue([.deduplicationScope: "queue"])
      try await queue.send("a", group: "g", deduplicationID: "1")

      try await queue.send("b", group: "h", deduplicationID: "1")

      try await queue.receive(expecting: ["a"])
    },
    Claim(
      "with the scope messageGroup, an id is a duplicate in its own group only",
      rows: "4.3/scope-message-group"
    ) { subject in
      let queue = try await subject.makeFIFOQueue([.deduplicationScope: "messageGroup"])
      try await queue.send("a", group: "g", deduplicationID: "1")

      try await queue.send("b", group: "h", deduplicationID: "1")
      try await queue.send("c", group: "g", deduplicationID: "1")

      try await queue.receive(expecting: ["a", "b"])
    },
    Claim(
      "the scope messageGroup holds for ids made of bodies, without a throughput limit",
      rows: "4.3/scope-without-throughput-limit"
    ) { subject in
      let queue = try await subject.makeFIFOQueue([.deduplicationScope: "messageGroup"])

      try await queue.send(OutgoingMessage("a", groupID: "g"))
      try await queue.send(OutgoingMessage("a", groupID: "h"))
      try await queue.send(OutgoingMessage("a", groupID: "g"))

      try await queue.receive(expecting: ["a", "a"])
    },
    Claim(
      "the scope that holds is that of the queue's creation, whatever is set later",
      rows: "4.3/scope-frozen"
    ) { subject in
      let queue = try await subject.makeFIFOQueue([.deduplicationScope: "queue"])
      try await queue.set(.deduplicationScope, "messageGroup")
      try await queue.send("a", group: "g", deduplicationID: "1")

      try await queue.send("b", group: "h", deduplicationID: "1")

      try await queue.receive(expecting: ["a"])
    },
    Claim("a queue of high throughput works as others do", rows: "4.5/throughput-not-limited") {
      subject in
      let queue = try await subject.makeFIFOQueue([
        .deduplicationScope: "messageGroup", .fifoThroughputLimit: "perMessageGroupId",
      ])

      try await queue.sendEach("g1.1", "g2.1", "g1.2")

      try await queue.receive(expecting: ["g1.1", "g1.2", "g2.1"])
    },
  ]

  private static let foobarHash = "c3ab8ff13720e8ad9047dd39466b3c8974e592c2fa383d4a3960714caef0c4f2"
}
