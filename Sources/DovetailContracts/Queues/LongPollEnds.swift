internal import DovetailTransport

extension QueueTransportContract {
  /// How long a receive waits, and what ends a wait without a message.
  ///
  /// Source: SQS API reference, ReceiveMessage, WaitTimeSeconds; developer guide, "Amazon SQS short
  /// and long polling".
  static let longPollEnds: [Claim<QueueTransportSubject>] = [
    Claim(
      "a receive that waits in vain returns nothing when its wait ends",
      rows: "5/long-poll-times-out"
    ) { subject in
      let queue = try await subject.makeQueue()

      let received = try await queue.poll(for: .seconds(5)) {
        try await queue.advance(.seconds(5))
      }

      try expect(received, is: [], "the messages")
    },
    Claim("a receive waits as long as it says", rows: "5/long-poll-send") { subject in
      let queue = try await subject.makeQueue()

      let received = try await queue.poll(for: .seconds(20)) {
        try await queue.advance(.seconds(19))
        try await queue.send("a")
      }

      try expect(received.map(\.body), is: ["a"], "the bodies")
    },
    // CreateQueue, ReceiveMessageWaitTimeSeconds.
    Claim(
      "a receive that does not say waits as long as its queue says", rows: "2.2/receive-wait-queue"
    ) { subject in
      let queue = try await subject.makeQueue(.receiveMessageWaitTimeSeconds, 10)

      let received = try await queue.poll(for: nil) {
        try await queue.advance(.seconds(9))
        try await queue.send("a")
      }

      try expect(received.map(\.body), is: ["a"], "the bodies")
    },
    Claim(
      "a receive that does not say ends when its queue's wait ends", rows: "2.2/receive-wait-queue"
    ) { subject in
      let queue = try await subject.makeQueue(.receiveMessageWaitTimeSeconds, 10)

      let received = try await queue.poll(for: nil) {
        try await queue.advance(.seconds(10))
      }

      try expect(received, is: [], "the messages")
    },
    Claim("a receive's own wait wins over the queue's", rows: "2.2/receive-wait-wins") { subject in
      let queue = try await subject.makeQueue(.receiveMessageWaitTimeSeconds, 20)

      let received = try await queue.poll(for: .seconds(5)) {
        try await queue.advance(.seconds(5))
      }

      try expect(received, is: [], "the messages")
    },
    Claim("a receive's wait of 0 wins over the queue's", rows: "2.2/receive-wait-wins") { subject in
      let queue = try await subject.makeQueue(.receiveMessageWaitTimeSeconds, 20)

      try expect(try await queue.receive(), is: [], "the messages, at once")
    },
    Claim("a receive whose wait has ended takes no message any more", rows: "5/long-poll-times-out")
    { subject in
      let queue = try await subject.makeQueue()
      try await queue.send("a", delay: .seconds(10))

      let received = try await queue.poll(for: .seconds(5)) {
        try await queue.advance(.seconds(5))
      }
      try await queue.advance(.seconds(5))

      try expect(received, is: [], "the messages")
      try expect(try await queue.receiveOne().receiveCount, is: 1, "the receive count")
    },
    Claim(
      "a message whose retention ends is not given to a waiting receive",
      rows: "3.1/expired-not-received"
    ) { subject in
      let queue = try await subject.makeQueue(.messageRetentionPeriod, 60)
      try await queue.send("a")
      _ = try await queue.receiveOne(hidingFor: .seconds(60))
      try await queue.advance(.seconds(50))

      let received = try await queue.poll(for: .seconds(20)) {
        try await queue.advance(.seconds(20))
      }

      try expect(received, is: [], "the messages")
    },
    // Swift: cancellation of the calling task.
    Claim("a cancelled receive ends at once, with a cancellation error", rows: "5/cancelled-poll") {
      subject in
      let queue = try await subject.makeQueue()

      let end = try await queue.cancelledPoll(for: .seconds(20))

      switch end {
      case .success(let messages):
        throw ClaimFailure("Expected a CancellationError, received \(messages.count) messages.")
      case .failure(let error):
        try expect(
          error is CancellationError, "Expected a CancellationError, found \(error).")
      }
    },
    Claim("a cancelled receive takes no message", rows: "5/cancelled-poll") { subject in
      let queue = try await subject.makeQueue()

      _ = try await queue.cancelledPoll(for: .seconds(20))
      try await queue.send("a")

      try expect(try await queue.receiveOne().receiveCount, is: 1, "the receive count")
    },
    Claim("a cancelled receive leaves the message to the next that waits", rows: "5/cancelled-poll")
    { subject in
      let queue = try await subject.makeQueue()
      _ = try await queue.cancelledPoll(for: .seconds(20))

      let received = try await queue.poll(for: .seconds(20)) {
        try await queue.send("a")
      }

      try expect(received.map(\.receiveCount), is: [1], "the receive counts")
    },
  ]
}
