internal import DovetailTransport

extension QueueTransportContract {
  /// Source: SQS developer guide, "Amazon SQS FIFO queues", and recorded answers.
  static let groupTimes: [Claim<QueueTransportSubject>] = [
    Claim("a first message whose retention ends unblocks its group", rows: "4.1/head-expired") {
      subject in
      let queue = try await subject.makeFIFOQueue([.messageRetentionPeriod: "60"])
      try await queue.sendEach("g.1")
      try await queue.advance(.seconds(10))
      try await queue.sendEach("g.2")
      try await queue.receive(1, hidingFor: .seconds(1000), expecting: ["g.1"])

      try await queue.advance(.seconds(49))
      try await queue.expectNone("before the retention ends")
      try await queue.advance(.seconds(1))

      try await queue.receive(expecting: ["g.2"])
    },
    Claim("a group all of whose messages expired takes new ones", rows: "4.1/group-never-stuck") {
      subject in
      let queue = try await subject.makeFIFOQueue([.messageRetentionPeriod: "60"])
      try await queue.sendEach("g.1", "g.2")
      try await queue.advance(.seconds(60))
      try await queue.expectNone("after the retention ended")

      try await queue.sendEach("g.3")

      try await queue.receive(expecting: ["g.3"])
    },
    Claim("a waiting receive gets the group whose first message expires", rows: "4.1/head-expired")
    {
      subject in
      let queue = try await subject.makeFIFOQueue([.messageRetentionPeriod: "60"])
      try await queue.sendEach("g.1")
      try await queue.advance(.seconds(10))
      try await queue.sendEach("g.2")
      try await queue.receive(1, hidingFor: .seconds(1000), expecting: ["g.1"])
      try await queue.advance(.seconds(40))

      let received = try await queue.poll(for: .seconds(20)) {
        try await queue.advance(.seconds(10))
      }

      try expect(received.map(\.body), is: ["g.2"], "the bodies")
    },
    Claim(
      "a waiting receive gets what a delete unblocks", rows: "5/long-poll-fifo-delete",
      "4.1/all-deleted"
    ) { subject in
      let queue = try await subject.makeFIFOQueue()
      try await queue.sendEach("g.1", "g.2")
      let first = try await queue.receive(1, expecting: ["g.1"])[0]

      let received = try await queue.poll(for: .seconds(20)) { try await queue.delete(first) }

      try expect(received.map(\.body), is: ["g.2"], "the bodies")
    },
    Claim(
      "a waiting receive gets the group whose first message lapses", rows: "5/long-poll-lapse"
    ) { subject in
      let queue = try await subject.makeFIFOQueue()
      try await queue.sendEach("g.1", "g.2")
      try await queue.receive(1, hidingFor: .seconds(10), expecting: ["g.1"])

      let received = try await queue.poll(10, for: .seconds(20)) {
        try await queue.advance(.seconds(10))
      }

      try expect(received.map(\.body), is: ["g.1", "g.2"], "the bodies")
    },
    Claim("a FIFO queue's delay holds for each message", rows: "4.5/queue-delay") { subject in
      let queue = try await subject.makeFIFOQueue([.delaySeconds: "10"])
      try await queue.sendEach("g.1")
      try await queue.advance(.seconds(5))
      try await queue.sendEach("g.2")

      try await queue.expectNone("before the delay ends")
      try await queue.advance(.seconds(5))
      let first = try await queue.receive(hidingFor: .seconds(100), expecting: ["g.1"])
      try await queue.delete(first[0])
      try await queue.expectNone("before the second's delay ends")
      try await queue.advance(.seconds(5))

      try await queue.receive(expecting: ["g.2"])
    },
    Claim("a FIFO queue refuses a delay of a message's own", rows: "2.2/send-fifo-delay") {
      subject in
      let queue = try await subject.makeFIFOQueue()

      let outcomes = try await queue.send(batch: [
        OutgoingMessage("a", delay: .seconds(1), groupID: "g"), OutgoingMessage("b", groupID: "g"),
      ])

      try expectFailure(.invalidParameterValue, "the delayed message", of: outcomes[0])
      try expectSuccess("its neighbour", of: outcomes[1])
    },
    Claim(
      "a FIFO queue takes a delay of 0, and delays as it is set to",
      rows: "2.2/send-fifo-delay-zero"
    ) { subject in
      let queue = try await subject.makeFIFOQueue([.delaySeconds: "10"])
      try await queue.send(OutgoingMessage("g.1", delay: .zero, groupID: "g"))

      try await queue.expectNone("before the queue's delay ends")
      try await queue.advance(.seconds(10))
      try await queue.receive(expecting: ["g.1"])
    },
  ]
}
