internal import DovetailTransport

extension QueueTransportContract {
  /// What ends a wait with a message.
  ///
  /// Source: SQS developer guide, "Amazon SQS short and long polling".
  static let longPolls: [Claim<QueueTransportSubject>] = [
    Claim(
      "a receive that waits returns at once when a message is there",
      rows: "5/long-poll-returns-early"
    ) { subject in
      let queue = try await subject.makeQueue()
      try await queue.send("a")

      let options = ReceiveOptions(waitTime: .seconds(20))
      let received = try await subject.transport.receive(from: queue.name, options)

      try expect(received.map(\.body), is: ["a"], "the bodies")
    },
    Claim(
      "a waiting receive returns a message as soon as it is sent", rows: "5/long-poll-send",
      "10.5/poll-wakes-once-per-message"
    ) { subject in
      let queue = try await subject.makeQueue()

      let received = try await queue.poll(for: .seconds(20)) {
        try await queue.send("a")
      }

      try expect(received.map(\.body), is: ["a"], "the bodies")
    },
    Claim(
      "a waiting receive does not wait for as many messages as it may take",
      rows: "5/long-poll-returns-early", "10.5/poll-wakes-once-per-message"
    ) { subject in
      let queue = try await subject.makeQueue()

      let received = try await queue.poll(10, for: .seconds(20)) {
        try await queue.sendAll(["a", "b"])
      }

      try expect(!received.isEmpty, "Expected the messages that were sent, received none.")
    },
    Claim(
      "a waiting receive returns a message as soon as its delay ends", rows: "5/long-poll-delay"
    ) { subject in
      let queue = try await subject.makeQueue()
      try await queue.send("a", delay: .seconds(10))

      let received = try await queue.poll(for: .seconds(20)) {
        try await queue.advance(.seconds(10))
      }

      try expect(received.map(\.body), is: ["a"], "the bodies")
    },
    Claim(
      "a waiting receive returns a message that was sent with a delay while it waits",
      rows: "5/long-poll-delay"
    ) {
      subject in
      let queue = try await subject.makeQueue()

      let received = try await queue.poll(for: .seconds(20)) {
        try await queue.send("a", delay: .seconds(10))
        try await queue.advance(.seconds(10))
      }

      try expect(received.map(\.body), is: ["a"], "the bodies")
    },
    Claim("a waiting receive returns the message whose delay ends first", rows: "5/long-poll-delay")
    { subject in
      let queue = try await subject.makeQueue()
      try await queue.send("late", delay: .seconds(15))

      let received = try await queue.poll(for: .seconds(20)) {
        try await queue.send("early", delay: .seconds(5))
        try await queue.advance(.seconds(5))
      }

      try expect(received.map(\.body), is: ["early"], "the bodies")
    },
    Claim(
      "a waiting receive returns a message as soon as its visibility timeout ends",
      rows: "5/long-poll-lapse"
    ) { subject in
      let queue = try await subject.makeQueue()
      try await queue.send("a")
      _ = try await queue.receiveOne(hidingFor: .seconds(10))

      let received = try await queue.poll(for: .seconds(20)) {
        try await queue.advance(.seconds(10))
      }

      try expect(received.map(\.receiveCount), is: [2], "the receive counts")
    },
    Claim(
      "a waiting receive returns a message as soon as its visibility is set to 0",
      rows: "5/long-poll-change-zero"
    ) { subject in
      let queue = try await subject.makeQueue()
      try await queue.send("a")
      let message = try await queue.receiveOne()

      let received = try await queue.poll(for: .seconds(20)) {
        try await queue.hide(message, for: .zero)
      }

      try expect(received.map(\.receiveCount), is: [2], "the receive counts")
    },
    Claim(
      "a waiting receive returns a message when its changed visibility ends",
      rows: "5/long-poll-lapse"
    ) { subject in
      let queue = try await subject.makeQueue()
      try await queue.send("a")
      let message = try await queue.receiveOne(hidingFor: .seconds(100))

      let received = try await queue.poll(for: .seconds(20)) {
        try await queue.hide(message, for: .seconds(10))
        try await queue.advance(.seconds(10))
      }

      try expect(received.map(\.receiveCount), is: [2], "the receive counts")
    },
    Claim("what a waiting receive returns is hidden from then on") { subject in
      let queue = try await subject.makeQueue(.visibilityTimeout, 10)

      let received = try await queue.poll(for: .seconds(20)) {
        try await queue.advance(.seconds(8))
        try await queue.send("a")
      }

      try expect(received.map(\.body), is: ["a"], "the bodies")
      try await queue.advance(.seconds(9))
      try await queue.expectNone("before the visibility timeout ends")
      try await queue.advance(.seconds(1))
      try expect(try await queue.receiveOne().receiveCount, is: 2, "the receive count")
    },
    Claim(
      "of several waiting receives exactly one gets a message", rows: "5/one-of-several-waiters"
    ) { subject in
      let queue = try await subject.makeQueue(.visibilityTimeout, 100)

      let received = try await queue.polls(5, for: .seconds(20)) {
        try await queue.send("a")
        try await queue.advance(.seconds(20))
      }

      try expect(received.map(\.count).sorted(), is: [0, 0, 0, 0, 1], "the messages of each")
    },
    Claim("a batch of messages serves as many waiting receives", rows: "5/long-poll-send") {
      subject in
      let queue = try await subject.makeQueue()

      let received = try await queue.polls(3, for: .seconds(20)) {
        try await queue.sendAll(["a", "b", "c"])
      }

      let bodies = received.flatMap { $0.map(\.body) }.sorted()
      try expect(bodies, is: ["a", "b", "c"], "the bodies of all")
    },
    Claim("receives that wait on one queue are not fed from another") { subject in
      let queue = try await subject.makeQueue()
      let other = try await subject.makeQueue()

      let received = try await queue.poll(for: .seconds(20)) {
        try await other.send("a")
        try await queue.advance(.seconds(20))
      }

      try expect(received, is: [], "the messages of the empty queue")
      try expect(try await other.receiveOne().receiveCount, is: 1, "the receive count")
    },
  ]
}
