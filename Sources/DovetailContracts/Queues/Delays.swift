internal import DovetailTransport

extension QueueTransportContract {
  /// Source: SQS developer guide, "Amazon SQS delay queues" and "Amazon SQS message timers".
  static let delays: [Claim<QueueTransportSubject>] =
    [
      // "Amazon SQS message timers".
      Claim("a message with a delay is hidden until the delay ends", rows: "3.1/delayed-hidden") {
        subject in
        let queue = try await subject.makeQueue()
        try await queue.send("a", delay: .seconds(10))

        try await queue.advance(.seconds(9))
        try await queue.expectNone("before the delay ends")
        try await queue.advance(.seconds(1))

        try expect(try await queue.receiveOne().body, is: "a", "the body")
      },
      // "Amazon SQS delay queues".
      Claim(
        "a queue's delay hides messages that have none of their own", rows: "3.1/send-queue-delay"
      ) { subject in
        let queue = try await subject.makeQueue(.delaySeconds, 10)
        try await queue.send("a")

        try await queue.advance(.seconds(9))
        try await queue.expectNone("before the queue's delay ends")
        try await queue.advance(.seconds(1))

        _ = try await queue.receiveOne()
      },
      // SendMessage, DelaySeconds: the message's wins over the queue's.
      Claim("a message's delay wins over the queue's", rows: "2.2/send-delay-wins") { subject in
        let queue = try await subject.makeQueue(.delaySeconds, 10)
        try await queue.send(batch: [
          OutgoingMessage("shorter", delay: .seconds(5)),
          OutgoingMessage("longer", delay: .seconds(15)),
        ])

        try await queue.advance(.seconds(5))
        try expect(try await queue.receiveOne().body, is: "shorter", "the body after 5 s")
        try await queue.advance(.seconds(9))
        try await queue.expectNone("before the longer delay ends")
        try await queue.advance(.seconds(1))

        try expect(try await queue.receiveOne().body, is: "longer", "the body after 15 s")
      },
      // SendMessage, DelaySeconds: 0 is a value, not an omission.
      Claim("a message's delay of 0 wins over the queue's", rows: "2.2/send-delay-wins") {
        subject in
        let queue = try await subject.makeQueue(.delaySeconds, 10)

        try await queue.send("a", delay: .zero)

        _ = try await queue.receiveOne()
      },
      // SendMessageBatch: the delay stands with each entry.
      Claim("a delayed message does not hold up its neighbours", rows: "3.1/delayed-hidden") {
        subject in
        let queue = try await subject.makeQueue()

        try await queue.send(batch: [
          OutgoingMessage("delayed", delay: .seconds(10)), OutgoingMessage("now"),
        ])

        try expect(try await queue.receive(10).map(\.body), is: ["now"], "the bodies")
      },
      // ApproximateReceiveCount: to be delayed is not to be received.
      Claim("the first receive of a delayed message is its first") { subject in
        let queue = try await subject.makeQueue()
        try await queue.send("a", delay: .seconds(10))
        try await queue.expectNone("before the delay ends")
        try await queue.advance(.seconds(10))

        try expect(try await queue.receiveOne().receiveCount, is: 1, "the receive count")
      },
      // SendMessage, DelaySeconds: "0 to 900".
      Claim("a message may be delayed by 900 s", rows: "2.2/send-delay-range") { subject in
        let queue = try await subject.makeQueue()
        try await queue.send("a", delay: .seconds(900))

        try await queue.advance(.seconds(899))
        try await queue.expectNone("before the delay ends")
        try await queue.advance(.seconds(1))

        _ = try await queue.receiveOne()
      },
    ] + outOfRange

  private static let outOfRange = [-1, 901].map { seconds in
    Claim<QueueTransportSubject>("a delay of \(seconds) s is refused", rows: "2.2/send-delay-range")
    { subject in
      let queue = try await subject.makeQueue()

      try await expectError(.invalidParameterValue, "a send with a delay of \(seconds) s") {
        try await queue.send("a", delay: .seconds(seconds))
      }
    }
  }
}
