internal import DovetailTransport

extension QueueTransportContract {
  /// Source: SQS API reference, CreateQueue, MessageRetentionPeriod.
  static let retention: [Claim<QueueTransportSubject>] = [
    Claim("a message is kept until its queue's retention ends", rows: "3.2/retention-from-send") {
      subject in
      let queue = try await subject.makeQueue(.messageRetentionPeriod, 60)
      try await queue.send("a")
      try await queue.advance(.seconds(59))

      _ = try await queue.receiveOne()
    },
    Claim(
      "a message is gone when its queue's retention ends", rows: "3.1/expired-not-received",
      "3.2/retention-from-send"
    ) { subject in
      let queue = try await subject.makeQueue(.messageRetentionPeriod, 60)
      try await queue.send("a")
      try await queue.advance(.seconds(60))

      try await queue.expectNone("after the retention")
    },
    // "Default: 345,600 (4 days)".
    Claim(
      "a queue keeps messages for four days unless it says otherwise", rows: "1.1/retention-default"
    ) { subject in
      let queue = try await subject.makeQueue()
      try await queue.send("a")
      try await queue.advance(.seconds(345_599))
      _ = try await queue.receiveOne(hidingFor: .zero)
      try await queue.advance(.seconds(1))

      try await queue.expectNone("after four days")
    },
    Claim("receives do not extend a message's retention", rows: "3.2/retention-not-extended") {
      subject in
      let queue = try await subject.makeQueue(.messageRetentionPeriod, 60)
      try await queue.send("a")
      for _ in 0..<5 {
        try await queue.advance(.seconds(10))
        _ = try await queue.receiveOne(hidingFor: .seconds(10))
      }
      try await queue.advance(.seconds(10))

      try await queue.expectNone("after the retention")
    },
    // Recorded from SQS: the retention ends whether the message is in flight or not.
    Claim(
      "a message in flight is gone when its queue's retention ends", rows: "3.1/retention-in-flight"
    ) { subject in
      let queue = try await subject.makeQueue(.messageRetentionPeriod, 60)
      try await queue.send("a")
      try await queue.advance(.seconds(50))
      _ = try await queue.receiveOne(hidingFor: .seconds(30))
      try await queue.advance(.seconds(30))

      try await queue.expectNone("after the retention and the timeout")
    },
    Claim("a delayed message's retention counts from its send", rows: "3.6/delay-and-retention") {
      subject in
      let queue = try await subject.makeQueue(.messageRetentionPeriod, 60)
      try await queue.send("a", delay: .seconds(50))
      try await queue.send("b", delay: .seconds(60))
      try await queue.advance(.seconds(59))
      try expect(try await queue.receiveOne(hidingFor: .zero).body, is: "a", "the body after 59 s")
      try await queue.advance(.seconds(1))

      try await queue.expectNone("after the retention")
    },
    Claim("a message whose retention has ended leaves younger ones alone") { subject in
      let queue = try await subject.makeQueue(.messageRetentionPeriod, 60)
      try await queue.sendAll((0..<10).map { "old \($0)" })
      try await queue.advance(.seconds(30))
      try await queue.send("young")
      try await queue.advance(.seconds(30))

      try expect(try await queue.receive(10).map(\.body), is: ["young"], "the bodies")
    },
  ]
}
