internal import DovetailTransport

extension QueueTransportContract {
  /// Source: SQS API reference, SendMessage and SendMessageBatch.
  static let sending: [Claim<QueueTransportSubject>] = [
    // SendMessage, MessageBody.
    Claim("a sent message is received with its body", rows: "1.3/body-and-id") { subject in
      let queue = try await subject.makeQueue()
      let body = "tab\t, line\r\n, é e\u{301}, 漢字, 👩‍👩‍👧, \u{10FFFF}, <&>\"'\\"

      try await queue.send(body)

      let received = try await queue.receiveOne()
      try expect(Array(received.body.utf8), is: Array(body.utf8), "the bytes of the body")
    },
    // SendMessage, response elements, MessageId.
    Claim("a send returns the id that the message is received with", rows: "1.3/body-and-id") {
      subject in
      let queue = try await subject.makeQueue()

      let sent = try await queue.send("a")

      try expect(try await queue.receiveOne().id, is: sent.id, "the received id")
    },
    // Developer guide, "Amazon SQS queue and message identifiers".
    Claim("a message's id is text of 1 to 100 characters") { subject in
      let queue = try await subject.makeQueue()

      let id = try await queue.send("a").id.rawValue

      try expect(
        (1...100).contains(id.count), "Expected an id of 1 to 100 characters, found \"\(id)\".")
    },
    // Developer guide, "Amazon SQS queue and message identifiers": as SQS makes them.
    Claim("a message's id is a UUID in lower case", rows: "1.2/message-id-form") { subject in
      let queue = try await subject.makeQueue()

      let id = try await queue.send("a").id.rawValue

      let lengths = id.split(separator: "-", omittingEmptySubsequences: false).map(\.utf8.count)
      try expect(lengths, is: [8, 4, 4, 4, 12], "the lengths of the parts of \(id)")
      let digits = id.utf8.filter { $0 != UInt8(ascii: "-") }
      try expect(
        digits.allSatisfy { "0123456789abcdef".utf8.contains($0) },
        "Expected hexadecimal digits in lower case, found \(id).")
    },
    // Developer guide, "Amazon SQS queue and message identifiers".
    Claim("equal bodies are messages of their own", rows: "5/fair-no-deduplication") { subject in
      let queue = try await subject.makeQueue()

      let outcomes = try await queue.send(batch: Array(repeating: OutgoingMessage("a"), count: 10))

      let ids = try Set(outcomes.map { try expectSuccess("each entry", of: $0).id })
      try expect(ids.count, is: 10, "the number of ids")
      try expect(try await queue.receive(10).count, is: 10, "the number of messages")
    },
    // SendMessageBatch, response elements.
    Claim("a batch's outcomes stand in the order of its entries", rows: "2.2/batch-outcomes") {
      subject in
      let queue = try await subject.makeQueue()
      let bodies = (0..<10).map { "body \($0)" }

      let outcomes = try await queue.send(batch: bodies.map { OutgoingMessage($0) })

      let ids = try outcomes.map { try expectSuccess("each entry", of: $0).id }
      try expect(Set(ids).count, is: 10, "the number of ids")
      let sent = Dictionary(uniqueKeysWithValues: zip(ids, bodies))
      let received = try await queue.receive(10)
      try expect(received.count, is: 10, "the number of messages")
      for message in received {
        try expect(sent[message.id], is: message.body, "the body sent under \(message.id)")
      }
    },
    // SendMessage: the queue is named by the call.
    Claim("a message is in the queue that it was sent to and in no other") { subject in
      let queue = try await subject.makeQueue()
      let other = try await subject.makeQueue()

      try await queue.send("a")

      try await other.expectNone("in the other queue")
      try expect(try await queue.receiveOne().body, is: "a", "the body")
    },
  ]
}
