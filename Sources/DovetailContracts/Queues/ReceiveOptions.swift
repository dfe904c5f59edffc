internal import DovetailTransport

extension QueueTransportContract {
  /// Source: SQS API reference, ReceiveMessage, the ranges of its parameters.
  static let receiveOptions: [Claim<QueueTransportSubject>] =
    [
      refuses("0 messages", ReceiveOptions(maxMessages: 0), row: "2.2/receive-maximum-range"),
      refuses("11 messages", ReceiveOptions(maxMessages: 11), row: "2.2/receive-maximum-range"),
      refuses("-1 messages", ReceiveOptions(maxMessages: -1), row: "2.2/receive-maximum-range"),
      refuses(
        "a visibility timeout of -1 s", ReceiveOptions(visibilityTimeout: .seconds(-1)),
        row: "2.2/receive-visibility-range"),
      refuses(
        "a visibility timeout of 43201 s", ReceiveOptions(visibilityTimeout: .seconds(43_201)),
        row: "2.2/receive-visibility-range"),
      refuses(
        "a wait of -1 s", ReceiveOptions(waitTime: .seconds(-1)), row: "2.2/receive-wait-range"),
      refuses(
        "a wait of 21 s", ReceiveOptions(waitTime: .seconds(21)), row: "2.2/receive-wait-range"),
      // The upper ends of all three ranges.
      Claim(
        "a receive may ask for 10 messages, hidden for 12 h, and wait for 20 s",
        rows: "2.2/receive-maximum-range", "2.2/receive-visibility-range",
        "2.2/receive-wait-range"
      ) { subject in
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
    _ what: String, _ options: ReceiveOptions, row: String
  ) -> Claim<QueueTransportSubject> {
    Claim("a receive with \(what) is refused and takes no message", rows: row) { subject in
      let queue = try await subject.makeQueue()
      try await queue.send("a")

      try await expectError(.invalidParameterValue, "the receive") {
        try await subject.transport.receive(from: queue.name, options)
      }

      try expect(try await queue.receiveOne().receiveCount, is: 1, "the receive count")
    }
  }
}
