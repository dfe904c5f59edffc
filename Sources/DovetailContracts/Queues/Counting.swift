internal import DovetailTransport

extension QueueTransportContract {
  /// Source: SQS API reference, ReceiveMessage, MessageSystemAttributeNames.
  static let counting: [Claim<QueueTransportSubject>] = [
    // ApproximateReceiveCount.
    Claim(
      "a message's receive count counts its receives, from 1", rows: "3.1/receive-count-rises",
      "3.1/lapse", "1.3/receive-count"
    ) { subject in
      let queue = try await subject.makeQueue()
      try await queue.send("a")

      for count in 1...4 {
        let message = try await queue.receiveOne(hidingFor: .seconds(5))
        try expect(message.receiveCount, is: count, "the receive count")
        try await queue.advance(.seconds(5))
      }
    },
    // ApproximateReceiveCount: a receive that finds a message hidden does not count.
    Claim("a receive that finds a message hidden does not count it", rows: "3.1/in-flight-hidden") {
      subject in
      let queue = try await subject.makeQueue()
      try await queue.send("a")
      _ = try await queue.receiveOne(hidingFor: .seconds(5))

      for _ in 0..<3 { try await queue.expectNone("in flight") }
      try await queue.advance(.seconds(5))

      try expect(try await queue.receiveOne().receiveCount, is: 2, "the receive count")
    },
    // SentTimestamp.
    Claim("a message tells when it was sent, at every receive", rows: "1.3/sent-timestamp") {
      subject in
      let queue = try await subject.makeQueue()
      try await queue.advance(.milliseconds(1234))
      let sentAt = try await subject.time.now()
      try await queue.send("a")

      try await queue.advance(.seconds(7))
      let first = try await queue.receiveOne(hidingFor: .seconds(5))
      try await queue.advance(.seconds(5))
      let second = try await queue.receiveOne()

      try expect(first.sentAt, is: sentAt, "the sent time at the first receive")
      try expect(second.sentAt, is: sentAt, "the sent time at the second receive")
    },
    // SentTimestamp: "the time the message was sent to the queue", not when it became visible.
    Claim("a delayed message's sent time is that of the send", rows: "1.3/sent-timestamp") {
      subject in
      let queue = try await subject.makeQueue()
      let sentAt = try await subject.time.now()
      try await queue.send("a", delay: .seconds(10))
      try await queue.advance(.seconds(10))

      try expect(try await queue.receiveOne().sentAt, is: sentAt, "the sent time")
    },
    // ApproximateFirstReceiveTimestamp.
    Claim(
      "a message tells when it was first received, at every receive",
      rows: "3.1/first-receive-once", "1.3/first-receive-timestamp"
    ) { subject in
      let queue = try await subject.makeQueue()
      try await queue.send("a")
      try await queue.advance(.milliseconds(3210))
      let firstReceivedAt = try await subject.time.now()

      let first = try await queue.receiveOne(hidingFor: .seconds(5))
      try await queue.advance(.seconds(5))
      let second = try await queue.receiveOne()

      try expect(first.firstReceivedAt, is: firstReceivedAt, "the first receive, at the first")
      try expect(second.firstReceivedAt, is: firstReceivedAt, "the first receive, at the second")
    },
  ]
}
