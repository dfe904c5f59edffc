internal import DovetailTransport

extension QueueTransportContract {
  /// Source: SQS API reference, SetQueueAttributes: from when a change holds.
  static let changedAttributes: [Claim<QueueTransportSubject>] = [
    Claim("a shorter retention ends messages that were sent before", rows: "1.1/retention-lowered")
    {
      subject in
      let queue = try await subject.makeQueue()
      try await queue.send("old")
      try await queue.advance(.seconds(100))
      try await queue.send("young")

      try await queue.set(.messageRetentionPeriod, "60")

      try expect(try await queue.receive(10).map(\.body), is: ["young"], "the bodies")
    },
    Claim("a longer retention brings no message back") { subject in
      let queue = try await subject.makeQueue(.messageRetentionPeriod, 60)
      try await queue.send("old")
      try await queue.advance(.seconds(60))

      try await queue.set(.messageRetentionPeriod, "120")

      try await queue.expectNone("after its retention")
      try await queue.expectCounts(available: 0, inFlight: 0, delayed: 0)
    },
    Claim(
      "a changed delay leaves messages alone that were sent before",
      rows: "1.1/delay-changed-standard"
    ) { subject in
      let queue = try await subject.makeQueue(.delaySeconds, 10)
      try await queue.send("a")

      try await queue.set(.delaySeconds, "0")
      try await queue.send("b")

      try expect(try await queue.receive(10).map(\.body), is: ["b"], "the bodies at once")
      try await queue.set(.delaySeconds, "900")
      try await queue.advance(.seconds(10))
      try expect(try await queue.receive(10).map(\.body), is: ["a"], "the bodies after 10 s")
    },
    Claim(
      "a changed visibility timeout holds for later receives only",
      rows: "1.1/visibility-timeout-changed"
    ) { subject in
      let queue = try await subject.makeQueue(.visibilityTimeout, 10)
      try await queue.send("a")
      _ = try await queue.receiveOne()

      try await queue.set(.visibilityTimeout, "20")

      try await queue.advance(.seconds(10))
      _ = try await queue.receiveOne()
      try await queue.advance(.seconds(19))
      try await queue.expectNone("before 20 s are over")
    },
    Claim("a handle stays good when attributes change", rows: "3.3/handles-survive-attributes") {
      subject in
      let queue = try await subject.makeQueue()
      try await queue.send("a")
      let message = try await queue.receiveOne()

      try await queue.set(.visibilityTimeout, "1")
      try await queue.set(.messageRetentionPeriod, "60")
      try await queue.delete(message)

      try await queue.expectCounts(available: 0, inFlight: 0, delayed: 0)
    },
    Claim("a changed maximum size holds for later sends") { subject in
      let queue = try await subject.makeQueue()

      try await queue.set(.maximumMessageSize, "1024")

      try await expectError(.invalidParameterValue, "a send of 1,025 bytes") {
        try await queue.send(String(repeating: "a", count: 1025))
      }
    },
  ]
}
