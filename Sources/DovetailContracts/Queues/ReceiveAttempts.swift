internal import DovetailTransport

extension QueueTransportContract {
  /// Source: SQS API reference, ReceiveMessage, ReceiveRequestAttemptId.
  static let receiveAttempts: [Claim<QueueTransportSubject>] = [
    Claim(
      "a repeated attempt gives the same messages by the same handles, counted once",
      rows: "4.4/same-messages", "4.4/count-unchanged"
    ) { subject in
      let queue = try await subject.makeFIFOQueue()
      try await queue.sendEach("g1.1", "g2.1", "g1.2")
      let first = try await queue.attempt("try")

      try await queue.sendEach("g3.1")
      let second = try await queue.attempt("try")

      try expect(first.map(\.body), is: ["g1.1", "g1.2", "g2.1"], "the bodies")
      try expect(second, is: first, "the messages of the second try")
    },
    Claim("a repeated attempt hides its messages anew", rows: "4.4/visibility-reset") { subject in
      let queue = try await subject.makeFIFOQueue([.visibilityTimeout: "30"])
      try await queue.sendEach("g.1")
      _ = try await queue.attempt("try")
      try await queue.advance(.seconds(20))
      let second = try await queue.attempt("try")

      try await queue.advance(.seconds(29))
      try await queue.expectNone("before the second timeout ends")
      try await queue.delete(second[0])
    },
    Claim("another attempt id is another receive", rows: "4.4/same-messages") { subject in
      let queue = try await subject.makeFIFOQueue()
      try await queue.sendEach("g.1")
      _ = try await queue.attempt("try")

      try expect(try await queue.attempt("other"), is: [], "the messages")
    },
    Claim(
      "an attempt one of whose messages was deleted is a new receive", rows: "4.4/changed-message"
    ) { subject in
      let queue = try await subject.makeFIFOQueue()
      try await queue.sendEach("g1.1", "g2.1")
      let first = try await queue.attempt("try")

      try await queue.delete(first[0])

      try expect(try await queue.attempt("try"), is: [], "the messages")
    },
    Claim(
      "an attempt one of whose messages changed its visibility is a new receive",
      rows: "4.4/changed-message"
    ) { subject in
      let queue = try await subject.makeFIFOQueue()
      try await queue.sendEach("g1.1", "g2.1")
      let first = try await queue.attempt("try")

      try await queue.hide(first[0], for: .seconds(200))

      try expect(try await queue.attempt("try"), is: [], "the messages")
    },
    Claim("an attempt holds for 5 minutes", rows: "4.4/window") { subject in
      let queue = try await subject.makeFIFOQueue([.visibilityTimeout: "1000"])
      try await queue.sendEach("g.1")
      let first = try await queue.attempt("try")

      try await queue.advance(.seconds(299))
      try expect(try await queue.attempt("try"), is: first, "the messages within 5 minutes")
      try await queue.advance(.seconds(1))
      try expect(try await queue.attempt("try"), is: [], "the messages after 5 minutes")
    },
    Claim("an attempt that returned nothing is not kept", rows: "4.4/empty-not-kept") { subject in
      let queue = try await subject.makeFIFOQueue()
      try expect(try await queue.attempt("try"), is: [], "the messages of an empty queue")

      try await queue.sendEach("g.1")

      try expect(try await queue.attempt("try").map(\.body), is: ["g.1"], "the bodies")
    },
  ]
}

extension ClaimQueue {
  fileprivate func attempt(_ id: String) async throws -> [ReceivedMessage] {
    try await subject.transport.receive(
      from: name, ReceiveOptions(maxMessages: 10, waitTime: .zero, attemptID: id))
  }
}
