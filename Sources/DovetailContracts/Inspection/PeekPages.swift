internal import DovetailTransport

extension QueueInspectionContract {
  static let peekPages: [Claim<QueueTransportSubject>] = [
    Claim("pages show each message once, in order") { subject in
      let queue = try await subject.makeQueue()
      for ten in 0..<3 { try await queue.sendAll((0..<10).map { "\(ten * 10 + $0)" }) }

      let pages = try await queue.peekPages(PeekOptions(maxMessages: 7))

      try expect(pages.map(\.count), is: [7, 7, 7, 7, 2], "the sizes of the pages")
      try expect(pages.joined().map(\.body), is: (0..<30).map { "\($0)" }, "the bodies")
    },
    Claim("a page that has all is the last") { subject in
      let queue = try await subject.makeQueue()
      try await queue.sendAll(["a", "b", "c"])

      let page = try await queue.inspection.peek(at: queue.name, PeekOptions(maxMessages: 3))

      try expect(page.messages.count, is: 3, "the number of messages")
      try expect(page.nextToken, is: nil, "the token")
    },
    Claim("the largest page tells that there is more") { subject in
      let queue = try await subject.makeQueue()
      for _ in 0..<101 { try await queue.sendAll((0..<10).map { "\($0)" }) }

      let pages = try await queue.peekPages(PeekOptions(maxMessages: 1000))

      try expect(pages.map(\.count), is: [1000, 10], "the sizes of the pages")
    },
    Claim("pages of one state are full though others stand between") { subject in
      let queue = try await subject.makeQueue()
      for number in 0..<6 {
        try await queue.send("delayed \(number)", delay: .seconds(10 + number))
        try await queue.send("taken \(number)")
        _ = try await queue.receiveOne(hidingFor: .seconds(10 + number))
      }

      for (state, name) in [(MessageState.delayed, "delayed"), (.inFlight, "taken")] {
        let pages = try await queue.peekPages(PeekOptions(state: state, maxMessages: 4))
        try expect(pages.map(\.count), is: [4, 2], "the sizes of the pages of \(state)")
        try expect(
          pages.joined().map(\.body), is: (0..<6).map { "\(name) \($0)" }, "the bodies")
      }
    },
    Claim("a page goes on after a message that was deleted meanwhile") { subject in
      let queue = try await subject.makeQueue()
      try await queue.sendAll(["a", "b", "c"])
      let first = try await queue.inspection.peek(at: queue.name, PeekOptions(maxMessages: 1))
      for message in try await queue.receive(2) { try await queue.delete(message) }

      let rest = try await queue.peek(PeekOptions(nextToken: first.nextToken))

      try expect(rest.map(\.body), is: ["c"], "the bodies")
    },
    Claim("pages of a group follow its sends") { subject in
      let queue = try await subject.makeFIFOQueue()
      try await queue.sendEach("g.a", "h.a", "g.b", "g.c", "h.b")
      _ = try await queue.receive(1)

      let pages = try await queue.peekPages(PeekOptions(groupID: "g", maxMessages: 2))

      try expect(pages.map { $0.map(\.body) }, is: [["g.a", "g.b"], ["g.c"]], "the bodies")
      try expect(
        try await queue.peek(PeekOptions(groupID: "none")).count, is: 0,
        "the number of messages of a group that is not there")
    },
    Claim("pages of a FIFO queue go through its groups") { subject in
      let queue = try await subject.makeFIFOQueue()
      try await queue.sendEach("b.1", "a.1", "b.2", "c.1", "a.2", "b.3")
      try await queue.receive(2, hidingFor: .seconds(10), expecting: ["b.1", "b.2"])

      let pages = try await queue.peekPages(PeekOptions(maxMessages: 2))
      let taken = try await queue.peekPages(PeekOptions(state: .inFlight, maxMessages: 1))

      try expect(
        pages.map { $0.map(\.body) }, is: [["a.1", "a.2"], ["b.1", "b.2"], ["b.3", "c.1"]],
        "the bodies")
      try expect(taken.map { $0.map(\.body) }, is: [["b.1"], ["b.2"]], "those in flight")
    },
    Claim("a page that shows much is short") { subject in
      let queue = try await subject.makeQueue()
      let body = String(repeating: "x", count: 1_000_000)
      for _ in 0..<6 { try await queue.send(body) }

      let pages = try await queue.peekPages(PeekOptions())

      try expect(pages.map(\.count), is: [5, 1], "the sizes of the pages")
    },
    Claim("a page has 1 to 1,000 messages") { subject in
      let queue = try await subject.makeQueue()

      for count in [0, -1, 1001] {
        try await expectError(.invalidParameterValue, "the peek at \(count) messages") {
          try await queue.peek(PeekOptions(maxMessages: count))
        }
        try await expectError(.invalidParameterValue, "the peek at \(count) groups") {
          try await queue.groups(PeekGroupsOptions(maxGroups: count))
        }
      }
    },
    Claim("a token is good for its own request alone") { subject in
      let queue = try await subject.makeQueue()
      try await queue.sendAll(["a", "b"])
      let page = try await queue.inspection.peek(at: queue.name, PeekOptions(maxMessages: 1))
      let token = try require(page.nextToken, "a token")

      try await expectError(.invalidParameterValue, "the peek at another state") {
        try await queue.peek(PeekOptions(state: .available, nextToken: token))
      }
      try await expectError(.invalidParameterValue, "the peek at groups") {
        try await queue.groups(PeekGroupsOptions(nextToken: token))
      }
      try await expectError(.invalidParameterValue, "the peek by nonsense") {
        try await queue.peek(PeekOptions(nextToken: "nonsense"))
      }
    },
  ]
}

extension ClaimQueue {
  /// All pages of a peek.
  func peekPages(_ options: PeekOptions) async throws -> [[PeekedMessage]] {
    var options = options
    var pages: [[PeekedMessage]] = []
    repeat {
      let page = try await inspection.peek(at: name, options)
      pages.append(page.messages)
      options.nextToken = page.nextToken
    } while options.nextToken != nil && pages.count < 100
    return pages
  }
}
