internal import DovetailTransport

extension QueueTransportContract {
  /// What SQS tells about, and a double tells exactly.
  ///
  /// Source: SQS API reference, GetQueueAttributes, ApproximateNumberOfMessages and its like.
  static let counts: [Claim<QueueTransportSubject>] = [
    Claim(
      "a queue counts what can be received, what is in flight and what is delayed",
      rows: "1.1/count-visible", "1.1/count-in-flight", "1.1/count-delayed"
    ) { subject in
      let queue = try await subject.makeQueue()
      try await queue.sendAll((1...6).map { "\($0)" })
      try await queue.send("delayed", delay: .seconds(10))
      _ = try await queue.receive(2)

      try await queue.expectCounts(available: 4, inFlight: 2, delayed: 1)
    },
    Claim("a message is counted anew when its delay or its timeout ends") { subject in
      let queue = try await subject.makeQueue()
      try await queue.send("a")
      try await queue.send("b", delay: .seconds(10))
      _ = try await queue.receive(hidingFor: .seconds(20))

      try await queue.expectCounts(available: 0, inFlight: 1, delayed: 1)
      try await queue.advance(.seconds(10))
      try await queue.expectCounts(available: 1, inFlight: 1, delayed: 0)
      try await queue.advance(.seconds(10))
      try await queue.expectCounts(available: 2, inFlight: 0, delayed: 0)
    },
    Claim(
      "a received message whose visibility is set to 0 is not counted as in flight",
      rows: "1.1/count-in-flight"
    ) { subject in
      let queue = try await subject.makeQueue()
      try await queue.send("a")
      let message = try await queue.receiveOne()

      try await queue.hide(message, for: .zero)

      try await queue.expectCounts(available: 1, inFlight: 0, delayed: 0)
    },
    Claim(
      "messages that their group blocks are counted as available",
      rows: "1.1/count-blocked-by-group"
    ) { subject in
      let queue = try await subject.makeFIFOQueue()
      try await queue.sendEach("g.a", "g.b", "g.c")
      _ = try await queue.receiveOne()

      try await queue.expectCounts(available: 2, inFlight: 1, delayed: 0)
    },
    Claim("a deleted message is not counted") { subject in
      let queue = try await subject.makeQueue()
      try await queue.sendAll(["a", "b", "c"])
      for message in try await queue.receive(2) { try await queue.delete(message) }

      try await queue.expectCounts(available: 1, inFlight: 0, delayed: 0)
    },
    Claim("a message whose retention has ended is not counted") { subject in
      let queue = try await subject.makeQueue(.messageRetentionPeriod, 60)
      try await queue.sendAll(["a", "b", "c"])
      _ = try await queue.receive(hidingFor: .seconds(100))
      try await queue.advance(.seconds(60))

      try await queue.expectCounts(available: 0, inFlight: 0, delayed: 0)
    },
  ]
}

extension ClaimQueue {
  /// Throws unless the queue counts just so.
  func expectCounts(
    available: Int, inFlight: Int, delayed: Int, fileID: String = #fileID, line: Int = #line
  ) async throws {
    let found = try await subject.administration.attributes(of: name)
    try expect(
      [
        found.approximateMessages, found.approximateMessagesInFlight,
        found.approximateMessagesDelayed,
      ], is: [available, inFlight, delayed],
      "the counts of available, in flight and delayed messages", fileID: fileID, line: line)
  }
}
