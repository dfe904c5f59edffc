internal import DovetailTransport

extension QueueTransportContract {
  /// Source: SQS developer guide, "Amazon SQS visibility timeout"; API reference,
  /// ChangeMessageVisibility.
  static let visibility: [Claim<QueueTransportSubject>] =
    [
      // "Amazon SQS visibility timeout": "The default visibility timeout is 30 seconds".
      Claim(
        "a received message is hidden until its visibility timeout ends",
        rows: "3.1/in-flight-hidden", "3.1/lapse", "5/once-per-period"
      ) { subject in
        let queue = try await subject.makeQueue()
        try await queue.send("a")
        _ = try await queue.receiveOne()

        try await queue.advance(.seconds(29))
        try await queue.expectNone("before the visibility timeout ends")
        try await queue.advance(.seconds(1))

        try expect(try await queue.receiveOne().body, is: "a", "the body")
      },
      // CreateQueue, VisibilityTimeout.
      Claim(
        "the queue's own visibility timeout holds for receives that do not say",
        rows: "2.2/receive-visibility-queue"
      ) { subject in
        let queue = try await subject.makeQueue(.visibilityTimeout, 7)
        try await queue.send("a")
        _ = try await queue.receiveOne()

        try await queue.advance(.seconds(6))
        try await queue.expectNone("before the queue's visibility timeout ends")
        try await queue.advance(.seconds(1))

        _ = try await queue.receiveOne()
      },
      // ReceiveMessage, VisibilityTimeout.
      Claim(
        "a receive's own visibility timeout wins over the queue's",
        rows: "2.2/receive-visibility-wins"
      ) { subject in
        let queue = try await subject.makeQueue(.visibilityTimeout, 7)
        try await queue.send("a")
        _ = try await queue.receiveOne(hidingFor: .seconds(12))

        try await queue.advance(.seconds(11))
        try await queue.expectNone("before the receive's visibility timeout ends")
        try await queue.advance(.seconds(1))

        _ = try await queue.receiveOne()
      },
      // ReceiveMessage, VisibilityTimeout: 0 is a value of the range.
      Claim(
        "a message received with a visibility timeout of 0 stays available",
        rows: "3.1/receive-visibility-zero"
      ) { subject in
        let queue = try await subject.makeQueue()
        try await queue.send("a")

        let counts = [
          try await queue.receiveOne(hidingFor: .zero).receiveCount,
          try await queue.receiveOne(hidingFor: .zero).receiveCount,
        ]

        try expect(counts, is: [1, 2], "the receive counts")
      },
      // CreateQueue, VisibilityTimeout: 0 is a value of the range.
      Claim("a queue's visibility timeout of 0 hides nothing") { subject in
        let queue = try await subject.makeQueue(.visibilityTimeout, 0)
        try await queue.send("a")

        _ = try await queue.receiveOne()

        try expect(try await queue.receiveOne().receiveCount, is: 2, "the receive count")
      },
      // "Amazon SQS visibility timeout": it is a message's own.
      Claim("a received message does not hide its neighbours", rows: "3.1/available-received") {
        subject in
        let queue = try await subject.makeQueue()
        try await queue.sendAll(["a", "b"])

        let first = try await queue.receiveOne()
        let second = try await queue.receiveOne()

        try expect(Set([first.body, second.body]), is: ["a", "b"], "the bodies")
      },
    ] + changes

  private static let changes: [Claim<QueueTransportSubject>] = [
    // ChangeMessageVisibility: the new timeout counts from the time of the call.
    Claim(
      "a change of visibility hides the message for that long from now",
      rows: "3.1/change-visibility"
    ) { subject in
      let queue = try await subject.makeQueue()
      try await queue.send("a")
      let message = try await queue.receiveOne(hidingFor: .seconds(30))

      try await queue.advance(.seconds(20))
      try await queue.hide(message, for: .seconds(30))
      try await queue.advance(.seconds(29))
      try await queue.expectNone("before the changed timeout ends")
      try await queue.advance(.seconds(1))

      _ = try await queue.receiveOne()
    },
    // ChangeMessageVisibility: it may be shortened.
    Claim("a change of visibility may shorten the timeout", rows: "3.1/change-visibility") {
      subject in
      let queue = try await subject.makeQueue()
      try await queue.send("a")
      let message = try await queue.receiveOne(hidingFor: .seconds(30))

      try await queue.hide(message, for: .seconds(5))
      try await queue.advance(.seconds(4))
      try await queue.expectNone("before the shortened timeout ends")
      try await queue.advance(.seconds(1))

      _ = try await queue.receiveOne()
    },
    // "Terminating the visibility timeout": set it to 0.
    Claim(
      "a change of visibility to 0 makes the message available at once",
      rows: "3.1/change-visibility-zero"
    ) { subject in
      let queue = try await subject.makeQueue()
      try await queue.send("a")
      let message = try await queue.receiveOne()

      try await queue.hide(message, for: .zero)

      try expect(try await queue.receiveOne().id, is: message.id, "the id")
    },
    // ChangeMessageVisibility: not a receive.
    Claim("a change of visibility does not count as a receive", rows: "3.1/change-visibility-count")
    { subject in
      let queue = try await subject.makeQueue()
      try await queue.send("a")
      let message = try await queue.receiveOne()

      for _ in 0..<3 { try await queue.hide(message, for: .seconds(10)) }
      try await queue.hide(message, for: .zero)

      try expect(try await queue.receiveOne().receiveCount, is: 2, "the receive count")
    },
    // ChangeMessageVisibility: "the next time the message is received, it reverts to the original".
    Claim(
      "a change of visibility is not remembered by the next receive",
      rows: "3.1/change-visibility-forgotten"
    ) { subject in
      let queue = try await subject.makeQueue(.visibilityTimeout, 10)
      try await queue.send("a")
      let message = try await queue.receiveOne()
      try await queue.hide(message, for: .seconds(100))
      try await queue.advance(.seconds(100))

      _ = try await queue.receiveOne()
      try await queue.advance(.seconds(10))

      try expect(try await queue.receiveOne().receiveCount, is: 3, "the receive count")
    },
    // ChangeMessageVisibilityBatch, response elements.
    Claim("a batch of changes sets each message's own timeout", rows: "3.1/change-visibility") {
      subject in
      let queue = try await subject.makeQueue()
      try await queue.sendAll(["a", "b", "c"])
      let messages = try await queue.receive(10).sorted { $0.body < $1.body }
      let timeouts: [Duration] = [.seconds(10), .zero, .seconds(20)]

      let changes = zip(messages, timeouts).map {
        VisibilityChange(receipt: $0.receipt, timeout: $1)
      }
      for outcome in try await queue.hide(batch: changes) {
        try expectSuccess("each change", of: outcome)
      }

      try expect(try await queue.receive(10).map(\.body), is: ["b"], "the bodies at once")
      try await queue.advance(.seconds(10))
      try expect(try await queue.receive(10).map(\.body), is: ["a"], "the bodies after 10 s")
      try await queue.advance(.seconds(10))
      try expect(try await queue.receive(10).map(\.body), is: ["c"], "the bodies after 20 s")
    },
    // ChangeMessageVisibility: recorded from SQS, the call succeeds when the timeout has ended.
    Claim(
      "a change of visibility after the timeout ended succeeds and hides nothing",
      rows: "3.3/standard-change-after-lapse", "3.3/not-in-flight-never"
    ) { subject in
      let queue = try await subject.makeQueue()
      try await queue.send("a")
      let message = try await queue.receiveOne(hidingFor: .seconds(5))
      try await queue.advance(.seconds(5))

      try await queue.hide(message, for: .seconds(60))

      try expect(try await queue.receiveOne().receiveCount, is: 2, "the receive count")
    },
    // ChangeMessageVisibility: recorded from SQS, handles of earlier receives are accepted.
    Claim(
      "the handle of an earlier receive changes the visibility of a message in flight",
      rows: "3.3/standard-change-old-handle", "10.2/each-handle-addresses"
    ) { subject in
      let queue = try await subject.makeQueue()
      try await queue.send("a")
      let earlier = try await queue.receiveOne(hidingFor: .seconds(5))
      try await queue.advance(.seconds(5))
      _ = try await queue.receiveOne(hidingFor: .seconds(30))

      try await queue.hide(earlier, for: .seconds(10))

      try await queue.advance(.seconds(9))
      try await queue.expectNone("before the changed timeout ends")
      try await queue.advance(.seconds(1))
      _ = try await queue.receiveOne()
    },
  ]
}
