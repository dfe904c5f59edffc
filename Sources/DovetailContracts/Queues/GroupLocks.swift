internal import DovetailTransport

extension QueueTransportContract {
  /// Source: SQS developer guide, "FIFO queue delivery logic".
  static let groupLocks: [Claim<QueueTransportSubject>] = [
    Claim(
      "a group whose first message is in flight gives nothing, nor what is sent to it later",
      rows: "4.1/head-in-flight", "10.1/send-keeps-lock"
    ) { subject in
      let queue = try await subject.makeFIFOQueue()
      try await queue.sendEach("g.1", "g.2")
      try await queue.receive(1, expecting: ["g.1"])

      try await queue.expectNone("while the first is in flight")
      try await queue.sendEach("g.3")
      try await queue.expectNone("after another was sent")
    },
    Claim("of three received, the first extended blocks its group", rows: "4.1/first-extended") {
      subject in
      let (queue, messages) = try await subject.threeInFlight()

      try await queue.hide(messages[0], for: .seconds(100))
      try await queue.advance(.seconds(30))

      try await queue.expectNone("while the first is hidden")
    },
    Claim(
      "of three received, the second extended lets only the first come", rows: "4.1/second-extended"
    ) { subject in
      let (queue, messages) = try await subject.threeInFlight()

      try await queue.hide(messages[1], for: .seconds(100))
      try await queue.advance(.seconds(30))

      try await queue.receive(expecting: ["g.1"])
    },
    Claim("of three received, the third extended lets the others come", rows: "4.1/third-extended")
    {
      subject in
      let (queue, messages) = try await subject.threeInFlight()

      try await queue.hide(messages[2], for: .seconds(100))
      try await queue.advance(.seconds(30))

      try await queue.receive(expecting: ["g.1", "g.2"])
    },
    Claim(
      "with the first of two received deleted, the second blocks", rows: "4.1/deleted-first-only"
    ) { subject in
      let (queue, messages) = try await subject.twoInFlight()

      try await queue.delete(messages[0])

      try await queue.expectNone("while the second is in flight")
    },
    Claim(
      "with the second of two received deleted, the first blocks until it lapses",
      rows: "4.1/deleted-second-only"
    ) { subject in
      let (queue, messages) = try await subject.twoInFlight()

      try await queue.delete(messages[1])
      try await queue.expectNone("while the first is in flight")
      try await queue.advance(.seconds(30))

      try await queue.receive(expecting: ["g.1", "g.3"])
    },
    Claim("the first of two received, made visible, comes alone", rows: "4.1/freed-first") {
      subject in
      let (queue, messages) = try await subject.twoInFlight()

      try await queue.hide(messages[0], for: .zero)

      try await queue.receive(expecting: ["g.1"])
    },
    Claim(
      "the second of two received, made visible, is blocked by the first", rows: "4.1/freed-second"
    ) { subject in
      let (queue, messages) = try await subject.twoInFlight()

      try await queue.hide(messages[1], for: .zero)

      try await queue.expectNone("while the first is in flight")
    },
    Claim("when all that was received is deleted, the next come at once", rows: "4.1/all-deleted") {
      subject in
      let (queue, messages) = try await subject.twoInFlight()

      for message in messages { try await queue.delete(message) }

      try await queue.receive(expecting: ["g.3"])
    },
    Claim("what lapses comes in the same order, counted again", rows: "4.1/lapse-keeps-order") {
      subject in
      let (queue, _) = try await subject.threeInFlight()

      try await queue.advance(.seconds(30))

      let again = try await queue.receive(expecting: ["g.1", "g.2", "g.3"])
      try expect(again.map(\.receiveCount), is: [2, 2, 2], "the receive counts")
    },
    Claim("of two receives at once only one gets a group", rows: "4.1/concurrent-receives") {
      subject in
      let queue = try await subject.makeFIFOQueue()
      try await queue.sendEach("g.1", "g.2", "g.3", "g.4")

      let received = try await queue.receiveSideBySide(8)

      let sizes = received.map(\.count).sorted()
      try expect(sizes, is: [0, 0, 0, 0, 0, 0, 0, 4], "the messages of each")
    },
    Claim("a group that ran empty gives what is sent to it later", rows: "4.1/group-never-stuck") {
      subject in
      let queue = try await subject.makeFIFOQueue()
      try await queue.sendEach("g.1")
      try await queue.delete(try await queue.receiveOne())

      try await queue.sendEach("g.2")

      try await queue.receive(expecting: ["g.2"])
    },
    Claim("a blocked group does not block another", rows: "4.1/groups-independent") { subject in
      let queue = try await subject.makeFIFOQueue()
      try await queue.sendEach("g1.1", "g1.2", "g2.1")
      try await queue.receive(1, expecting: ["g1.1"])

      try await queue.receive(expecting: ["g2.1"])
    },
  ]
}

extension QueueTransportSubject {
  /// A queue with three messages of one group, received together for 30 s.
  fileprivate func threeInFlight() async throws -> (ClaimQueue, [ReceivedMessage]) {
    let queue = try await makeFIFOQueue()
    try await queue.sendEach("g.1", "g.2", "g.3")
    return (
      queue, try await queue.receive(hidingFor: .seconds(30), expecting: ["g.1", "g.2", "g.3"])
    )
  }

  /// A queue with three messages of one group, of which two were received together for 30 s.
  fileprivate func twoInFlight() async throws -> (ClaimQueue, [ReceivedMessage]) {
    let queue = try await makeFIFOQueue()
    try await queue.sendEach("g.1", "g.2", "g.3")
    return (queue, try await queue.receive(2, hidingFor: .seconds(30), expecting: ["g.1", "g.2"]))
  }
}

extension ClaimQueue {
  /// Starts so many receives of up to ten messages at once, and returns what each got.
  fileprivate func receiveSideBySide(_ count: Int) async throws -> [[ReceivedMessage]] {
    try await withThrowingTaskGroup(of: [ReceivedMessage].self) { group in
      for _ in 0..<count { group.addTask { try await receive(10) } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
  }
}
