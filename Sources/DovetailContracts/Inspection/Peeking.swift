internal import DovetailTransport

extension QueueInspectionContract {
  static let peeking: [Claim<QueueTransportSubject>] = [
    Claim("a peek shows messages in any state, in the order in which they become visible") {
      subject in
      let queue = try await subject.makeQueue()
      try await queue.send("late", delay: .seconds(20))
      try await queue.sendAll(["taken", "b", "c"])
      _ = try await queue.receive(hidingFor: .seconds(10))

      let messages = try await queue.peek()

      try expect(messages.map(\.body), is: ["b", "c", "taken", "late"], "the bodies")
      try expect(
        messages.map(\.state), is: [.available, .available, .inFlight, .delayed], "the states")
    },
    Claim("a peek shows the messages of one state alone") { subject in
      let queue = try await subject.makeQueue()
      try await queue.send("delayed", delay: .seconds(20))
      try await queue.sendAll(["in flight", "available"])
      _ = try await queue.receive(hidingFor: .seconds(10))

      for (state, body) in [
        (MessageState.available, "available"), (.delayed, "delayed"), (.inFlight, "in flight"),
      ] {
        let message = try await queue.peekOne(PeekOptions(state: state))
        try expect(message.body, is: body, "the body of the message that is \(state)")
      }
    },
    Claim("a peek counts no receive, hides nothing and keeps the order") { subject in
      let queue = try await subject.makeQueue()
      try await queue.sendAll(["a", "b", "c"])

      for _ in 0..<5 { _ = try await queue.peek() }
      let messages = try await queue.receive(10)

      try expect(messages.map(\.body), is: ["a", "b", "c"], "the bodies")
      try expect(messages.map(\.receiveCount), is: [1, 1, 1], "the receive counts")
    },
    Claim("a peek leaves the message in flight to the one who received it") { subject in
      let queue = try await subject.makeQueue()
      try await queue.send("a")
      let message = try await queue.receiveOne(hidingFor: .seconds(10))

      _ = try await queue.peekOne()
      try await queue.advance(.seconds(9))
      try await queue.expectNone("before the timeout ends")
      try await queue.delete(message)

      try expect(try await queue.peek().count, is: 0, "the number of messages")
    },
    Claim("a message's state follows the time") { subject in
      let queue = try await subject.makeQueue()
      try await queue.send("a", delay: .seconds(10))
      try expect(try await queue.peekOne().state, is: .delayed, "the state before the delay ends")

      try await queue.advance(.seconds(10))
      try expect(try await queue.peekOne().state, is: .available, "the state after the delay")
      _ = try await queue.receiveOne(hidingFor: .seconds(5))
      try expect(try await queue.peekOne().state, is: .inFlight, "the state after a receive")
      try await queue.advance(.seconds(5))
      try expect(try await queue.peekOne().state, is: .available, "the state after the timeout")
    },
    Claim("a message whose retention has ended is not shown") { subject in
      let queue = try await subject.makeQueue(.messageRetentionPeriod, 60)
      try await queue.send("never received")
      try await queue.send("returned")
      try await queue.send("in flight")
      try await queue.send("delayed", delay: .seconds(500))
      _ = try await queue.receive(3, hidingFor: .seconds(30))
      try await queue.advance(.seconds(30))
      _ = try await queue.receive(1, hidingFor: .seconds(500))
      try await queue.advance(.seconds(29))
      try expect(try await queue.peek().count, is: 4, "the number of messages before the end")

      try await queue.advance(.seconds(1))

      for state in [nil, MessageState.available, .delayed, .inFlight] {
        let messages = try await queue.peek(PeekOptions(state: state))
        try expect(messages.map(\.body), is: [], "the bodies after the end")
      }
    },
    Claim("a purged queue shows nothing") { subject in
      let queue = try await subject.makeQueue()
      try await queue.sendAll(["a", "b"])

      try await subject.administration.purgeQueue(queue.name)

      try expect(try await queue.peek().count, is: 0, "the number of messages")
    },
    Claim("to look at a queue that is not there fails") { subject in
      let queue = ClaimQueue(name: try subject.unusedName(), subject: subject)

      try await expectError(.queueDoesNotExist, "the peek") { try await queue.peek() }
      try await expectError(.queueDoesNotExist, "the peek at groups") { try await queue.groups() }
      try await expectError(.queueDoesNotExist, "the summary") {
        try await queue.inspection.summary(of: queue.name)
      }
    },
  ]
}
