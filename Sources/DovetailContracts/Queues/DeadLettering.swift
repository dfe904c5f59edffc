internal import DovetailTransport

extension QueueTransportContract {
  /// Source: SQS developer guide, "Using dead-letter queues in Amazon SQS": when a message moves.
  static let deadLettering: [Claim<QueueTransportSubject>] =
    both(
      "a message is returned as often as its queue allows, then moved by the next receive",
      rows: "3.1/dead-letter-instead", "6.3/returned-exactly-count", "6.3/move-not-counted"
    ) { subject, make in
      let (source, deadLetters) = try await make(2)
      try await source.sendNamed("a")
      for count in 1...2 {
        let message = try await source.receiveOne(hidingFor: .zero)
        try expect(message.receiveCount, is: count, "the receive count")
      }

      try await source.expectNone("at the third receive")

      let moved = try await deadLetters.receiveOne()
      try expect(moved.body, is: "a", "the body")
      try expect(moved.receiveCount, is: 3, "the receive count in the dead-letter queue")
    }
    + both("nothing is moved while nobody receives", rows: "6.3/moved-only-by-receive") {
      subject, make in
      let (source, deadLetters) = try await make(1)
      try await source.sendNamed("a")
      _ = try await source.receiveOne(hidingFor: .seconds(10))
      try await source.advance(.seconds(1000))

      try await deadLetters.expectNone("before the receive")
      try await deadLetters.expectCounts(available: 0, inFlight: 0, delayed: 0)
      try await source.expectCounts(available: 1, inFlight: 0, delayed: 0)
      try await source.expectNone("at the second receive")
      try await source.expectCounts(available: 0, inFlight: 0, delayed: 0)
      try await deadLetters.expectCounts(available: 1, inFlight: 0, delayed: 0)
    }
    + both("a message in flight is not moved") { subject, make in
      let (source, deadLetters) = try await make(1)
      try await source.sendNamed("a")
      _ = try await source.receiveOne(hidingFor: .seconds(10))

      try await source.expectNone("in flight")

      try await deadLetters.expectNone("while it is in flight")
    }
    + both("a receive that moves messages returns those behind them") { subject, make in
      let (source, deadLetters) = try await make(1)
      for number in 1...12 { try await source.sendNamed("old \(number)") }
      _ = try await source.receive(10, hidingFor: .zero)
      _ = try await source.receive(2, hidingFor: .zero)
      try await source.sendNamed("new")

      var bodies: [String] = []
      for _ in 1...12 { bodies += try await source.receive(10, hidingFor: .zero).map(\.body) }

      try expect(bodies.contains("new"), "Expected \"new\" among \(bodies).")
      try await deadLetters.expectCounts(available: 13, inFlight: 0, delayed: 0)
    }
    + both(
      "a policy that is set or lowered later holds from the next receive",
      rows: "6.3/policy-set-later"
    ) { subject, make in
      let (source, deadLetters) = try await make(5)
      try await source.sendNamed("a")
      for _ in 1...3 { _ = try await source.receiveOne(hidingFor: .zero) }

      try await source.redrive(to: deadLetters, after: 2)

      try await source.expectNone("after its third receive")
      _ = try await deadLetters.receiveOne()
    }
    + both(
      "a message stays and is still returned when its dead-letter queue is gone",
      rows: "6.3/missing-target"
    ) { subject, make in
      let (source, deadLetters) = try await make(1)
      try await source.sendNamed("a")
      try await subject.administration.deleteQueue(deadLetters.name)

      for count in 1...3 {
        let message = try await source.receiveOne(hidingFor: .zero)
        try expect(message.receiveCount, is: count, "the receive count")
      }
    }
    + both("in a chain of dead-letter queues each counts for itself", rows: "6.3/chain") {
      subject, make in
      let (first, second) = try await make(1)
      let third = try await second.makeAlike()
      try await second.redrive(to: third, after: 2)
      try await first.sendNamed("a")

      _ = try await first.receiveOne(hidingFor: .zero)
      try await first.expectNone("in the first queue")
      let counts = [
        try await second.receiveOne(hidingFor: .zero).receiveCount,
        try await second.receiveOne(hidingFor: .zero).receiveCount,
      ]
      try await second.expectNone("in the second queue")
      let last = try await third.receiveOne()

      try expect(counts, is: [2, 3], "the receive counts in the second queue")
      try expect(last.receiveCount, is: 4, "the receive count in the third queue")
      try expect(last.deadLetterSource?.queue, is: second.name, "the source")
    }

  /// One claim for standard queues and one for FIFO queues; `make` makes a queue whose messages move
  /// after so many receives, and its dead-letter queue.
  static func both(
    _ name: String, rows: String...,
    check:
      @escaping @Sendable (
        QueueTransportSubject, (Int) async throws -> (ClaimQueue, ClaimQueue)
      ) async throws -> Void
  ) -> [Claim<QueueTransportSubject>] {
    [false, true].map { isFIFO in
      Claim("\(name) (\(isFIFO ? "FIFO" : "standard"))", allRows: rows) { subject in
        try await check(subject) { maxReceiveCount in
          let deadLetters =
            isFIFO ? try await subject.makeFIFOQueue() : try await subject.makeQueue()
          let source = try await deadLetters.makeAlike()
          try await source.redrive(to: deadLetters, after: maxReceiveCount)
          return (source, deadLetters)
        }
      }
    }
  }
}

extension ClaimQueue {
  /// Makes another queue of the same type.
  func makeAlike() async throws -> ClaimQueue {
    name.isFIFO ? try await subject.makeFIFOQueue() : try await subject.makeQueue()
  }

  /// The queue's ARN.
  func arn() async throws -> QueueARN {
    let text = try await subject.administration.attributes([.queueARN], of: name)[.queueARN]
    return try require(text.flatMap { QueueARN($0) }, "an ARN, not \(text ?? "nil")")
  }

  /// Lets messages move to another queue after so many receives.
  func redrive(to target: ClaimQueue, after maxReceiveCount: Int) async throws {
    var attributes = QueueAttributes()
    attributes.redrivePolicy = RedrivePolicy(
      deadLetterTarget: try await target.arn(), maxReceiveCount: maxReceiveCount)
    try await subject.administration.setAttributes(attributes, of: name)
  }

  /// Sends a message; on a FIFO queue each body is a group of its own, unless one is given.
  @discardableResult
  func sendNamed(_ body: String, group: String? = nil) async throws -> SentMessage {
    guard name.isFIFO else { return try await send(body) }
    let group = group ?? body.replacing(" ", with: "-")
    return try await send(OutgoingMessage(body, groupID: group))
  }
}
