internal import DovetailTransport

extension QueueTransportContract {
  /// Source: SQS API reference, ReceiveMessage, the ranges of its parameters.
  static let receiveOptions: [Claim<QueueTransportSubject>] =
    [
      refuses("0 messages", ReceiveOptions(maxMessages: 0)),
      refuses("11 messages", ReceiveOptions(maxMessages: 11)),
      refuses("-1 messages", ReceiveOptions(maxMessages: -1)),
      refuses("a visibility timeout of -1 s", ReceiveOptions(visibilityTimeout: .seconds(-1))),
      refuses(
        "a visibility timeout of 43201 s", ReceiveOptions(visibilityTimeout: .seconds(43_201))),
      refuses("a wait of -1 s", ReceiveOptions(waitTime: .seconds(-1))),
      refuses("a wait of 21 s", ReceiveOptions(waitTime: .seconds(21))),
      // The upper ends of all three ranges.
      Claim("a receive may ask for 10 messages, hidden for 12 h, and wait for 20 s") { subject in
        let queue = try await subject.makeQueue()
        try await queue.send("a")
        let options = ReceiveOptions(
          maxMessages: 10, visibilityTimeout: .seconds(43_200), waitTime: .seconds(20))

        let received = try await subject.transport.receive(from: queue.name, options)

        try expect(received.map(\.body), is: ["a"], "the bodies")
        try await queue.advance(.seconds(43_199))
        try await queue.expectNone("before 12 hours are over")
        try await queue.advance(.seconds(1))
        _ = try await queue.receiveOne()
      },
    ]

  private static func refuses(
    _ what: String, _ options: ReceiveOptions
  ) -> Claim<QueueTransportSubject> {
    Claim("a receive with \(what) is refused and takes no message") { subject in
      let queue = try await subject.makeQueue()
      try await queue.send("a")

      try await expectError(.invalidParameterValue, "the receive") {
        try await subject.transport.receive(from: queue.name, options)
      }

      try expect(try await queue.receiveOne().receiveCount, is: 1, "the receive count")
    }
  }
}
