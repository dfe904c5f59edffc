internal import DovetailTransport

extension QueueTransportContract {
  /// Source: SQS developer guide, "Amazon SQS fair queues".
  static let tenants: [Claim<QueueTransportSubject>] = [
    Claim("a standard queue gives back the group of a message", rows: "5/fair-group-stored") {
      subject in
      let queue = try await subject.makeQueue()
      try await queue.sendEach("g.1")

      let received = try await queue.receiveOne()

      try expect(received.groupID, is: "g", "the group")
      try expect(received.sequenceNumber, is: nil, "the sequence number")
    },
    Claim("messages of one group are received side by side", rows: "5/fair-no-lock") { subject in
      let queue = try await subject.makeQueue()
      try await queue.sendEach("g.1", "g.2", "g.3")

      var bodies: Set<String> = []
      for _ in 0..<3 { bodies.insert(try await queue.receiveOne().body) }

      try expect(bodies, is: ["g.1", "g.2", "g.3"], "the bodies")
    },
    Claim("a queue gives messages with a group and without", rows: "2.2/send-standard-group") {
      subject in
      let queue = try await subject.makeQueue()
      try await queue.send("before")
      try await queue.sendEach("g.1")
      try await queue.send(batch: [OutgoingMessage("h.1", groupID: "h"), OutgoingMessage("after")])

      let received = try await queue.receive(10)

      let groups = Dictionary(received.map { ($0.body, $0.groupID) }) { first, _ in first }
      let expected = ["before": nil, "g.1": "g", "h.1": "h", "after": nil]
      try expect(groups, is: expected, "the group of each")
    },
    Claim("a queue whose messages have groups is emptied by a purge", rows: "2.1/purge-everything")
    {
      subject in
      let queue = try await subject.makeQueue()
      try await queue.sendEach("g.1", "h.1")
      _ = try await queue.receive(1)

      try await subject.administration.purgeQueue(queue.name)
      try await queue.expectNone("after the purge")
      try await queue.sendEach("g.2")

      try await queue.receive(expecting: ["g.2"])
    },
    Claim(
      "what expired of groups stays so when messages are kept longer from then on",
      rows: "1.1/retention-lowered"
    ) { subject in
      for queue in [try await subject.makeQueue(), try await subject.makeFIFOQueue()] {
        try await queue.set(.messageRetentionPeriod, "60")
        try await queue.sendEach("g.1", "h.1")
        _ = try await queue.receive(1)
        try await queue.advance(.seconds(60))
        try await queue.sendEach("g.2")

        try await queue.set(.messageRetentionPeriod, "1000")

        try await queue.receive(expecting: ["g.2"])
      }
    },
    Claim("a message with a group comes again, is hidden and deleted as others are") { subject in
      let queue = try await subject.makeQueue()
      try await queue.sendEach("g.1", "h.1")
      let first = try await queue.receive(10, hidingFor: .seconds(10))
      try expect(first.count, is: 2, "the number of messages")

      try await queue.delete(first[0])
      try await queue.hide(first[1], for: .seconds(20))
      try await queue.advance(.seconds(10))
      try await queue.expectNone("while the second is hidden for longer")
      try await queue.advance(.seconds(10))

      let again = try await queue.receiveOne(hidingFor: .zero)
      try expect(again.body, is: first[1].body, "the body")
      try expect(try await queue.receiveOne().receiveCount, is: 3, "the receive count")
    },
  ]

  /// What a double does always, and SQS about so: its rule is that a tenant is noisy with at least 30
  /// messages in flight that are over a tenth of all.
  static let fairness: [Claim<QueueTransportSubject>] = [
    Claim("a quiet group comes before a noisy one", rows: "5/fair-quiet-first") { subject in
      let queue = try await subject.makeQueue()
      try await queue.send(50, of: "loud")
      try await queue.take(30, hidingFor: .seconds(1000))
      try await queue.advance(.seconds(1))
      try await queue.sendEach("quiet.1")

      try await queue.receive(2, expecting: ["quiet.1", "loud.30"])
    },
    Claim("a group with fewer than 30 in flight is not noisy", rows: "5/fair-quiet-first") {
      subject in
      let queue = try await subject.makeQueue()
      try await queue.send(50, of: "loud")
      try await queue.take(29, hidingFor: .seconds(1000))
      try await queue.advance(.seconds(1))
      try await queue.sendEach("quiet.1")

      try await queue.receive(1, expecting: ["loud.29"])
    },
    Claim("a group is quiet again when its messages lapse", rows: "5/fair-noisy-ends") { subject in
      let queue = try await subject.makeQueue()
      try await queue.send(31, of: "loud")
      try await queue.take(30, hidingFor: .seconds(10))
      try await queue.advance(.seconds(10))
      try await queue.sendEach("quiet.1")

      try await queue.receive(1, expecting: ["loud.30"])
    },
    Claim("a group is quiet again when its messages are deleted", rows: "5/fair-noisy-ends") {
      subject in
      let queue = try await subject.makeQueue()
      try await queue.send(31, of: "loud")
      let taken = try await queue.take(30, hidingFor: .seconds(1000))
      try await queue.delete(taken[0])
      try await queue.advance(.seconds(1))
      try await queue.sendEach("quiet.1")

      try await queue.receive(1, expecting: ["loud.30"])
    },
    Claim("a group that sent nothing for 5 minutes is quiet again", rows: "5/fair-noisy-ends") {
      subject in
      let queue = try await subject.makeQueue()
      try await queue.send(31, of: "loud")
      try await queue.take(30, hidingFor: .seconds(1000))
      try await queue.advance(.seconds(300))
      try await queue.sendEach("quiet.1")

      try await queue.receive(1, expecting: ["loud.30"])
    },
    Claim(
      "of noisy groups the one with the fewest in flight comes first", rows: "5/fair-noisy-share"
    ) { subject in
      let queue = try await subject.makeQueue()
      try await queue.send(50, of: "louder")
      try await queue.take(40, hidingFor: .seconds(1000))
      try await queue.send(50, of: "loud")
      try await queue.take(30, hidingFor: .seconds(1000))

      try await queue.receive(2, expecting: ["loud.30", "loud.31"])
    },
    Claim("a message without a group is a tenant of its own", rows: "5/fair-ungrouped") { subject in
      let queue = try await subject.makeQueue()
      try await queue.sendAll((0..<10).map { "none.\($0)" })
      for _ in 0..<3 { try await queue.sendAll((0..<10).map { "none.\($0)" }) }
      try await queue.sendEach("g.1")
      try await queue.take(39, hidingFor: .seconds(1000))
      try await queue.advance(.seconds(1))
      try await queue.sendEach("g.2")

      try await queue.receive(2, expecting: ["none.9", "g.1"])
    },
    Claim("a noisy group is not held back when no other waits", rows: "5/fair-never-delayed") {
      subject in
      let queue = try await subject.makeQueue()
      try await queue.send(60, of: "loud")
      try await queue.take(50, hidingFor: .seconds(1000))

      try expect(try await queue.receive(10).count, is: 10, "the number of messages")
    },
    Claim("with a backlog of a noisy group, the others wait little", rows: "5/fair-quiet-first") {
      subject in
      let queue = try await subject.makeQueue()
      try await queue.send(600, of: "loud")

      let waits = try await queue.waits(workers: 40, taking: .seconds(2), for: 20)

      let quiet = waits["quiet"] ?? []
      let longest = quiet.max() ?? .seconds(1000)
      try expect(quiet.count, is: 20, "the number of quiet messages received")
      try expect(longest <= .seconds(2), "Expected a quiet message to wait 2 s, found \(longest).")
      let loud = (waits["loud"] ?? []).max() ?? .zero
      try expect(loud > .seconds(10), "Expected a backlog to wait, found \(loud).")
    },
  ]
}

extension ClaimQueue {
  /// Sends messages of a group in tens, with the bodies GROUP.0 and so on.
  fileprivate func send(_ count: Int, of group: String) async throws {
    for start in stride(from: 0, to: count, by: 10) {
      let numbers = start..<min(start + 10, count)
      try await send(batch: numbers.map { OutgoingMessage("\(group).\($0)", groupID: group) })
    }
  }

  @discardableResult
  fileprivate func take(_ count: Int, hidingFor: Duration) async throws -> [ReceivedMessage] {
    var taken: [ReceivedMessage] = []
    while taken.count < count {
      let more = try await receive(min(10, count - taken.count), hidingFor: hidingFor)
      try expect(!more.isEmpty, "Expected \(count) messages, received \(taken.count).")
      taken += more
    }
    return taken
  }

  /// Lets workers, each with one message at a time, work for so many seconds, in each of which a quiet
  /// message is sent; returns how long the messages of each group waited.
  fileprivate func waits(
    workers: Int, taking work: Duration, for seconds: Int
  ) async throws -> [String: [Duration]] {
    var waits: [String: [Duration]] = [:]
    var busy: [(message: ReceivedMessage, until: Timestamp)] = []
    for second in 0...seconds {
      let now = try await subject.time.now()
      for done in busy where done.until <= now { try await delete(done.message) }
      busy.removeAll { $0.until <= now }
      while busy.count < workers {
        let taken = try await receive(min(10, workers - busy.count), hidingFor: .seconds(1000))
        if taken.isEmpty { break }
        for message in taken {
          waits[message.groupID ?? "", default: []].append(message.sentAt.duration(to: now))
          busy.append((message, now.advanced(by: work)))
        }
      }
      if second < seconds - 1 { try await sendEach("quiet.\(second)") }
      if second == seconds - 1 { try await sendEach("quiet.last") }
      try await advance(.seconds(1))
    }
    return waits
  }
}
