internal import DovetailTransport

extension QueueInspectionContract {
  static let peekedGroups: [Claim<QueueTransportSubject>] = [
    Claim("the groups of a FIFO queue are shown with their heads and counts") { subject in
      let queue = try await subject.makeFIFOQueue()
      try await queue.sendEach("b.1", "a.1", "b.2", "b.3")
      try await queue.receive(2, hidingFor: .seconds(10), expecting: ["b.1", "b.2"])

      let groups = try await queue.groups(PeekGroupsOptions(body: .whole))

      try expect(groups.map(\.id), is: ["a", "b"], "the groups")
      try expect(groups.map(\.head.body), is: ["a.1", "b.1"], "the heads")
      try expect(groups.map(\.head.state), is: [.available, .inFlight], "the heads' states")
      try expect(
        groups.map(\.counts), is: [[.available: 1], [.available: 1, .inFlight: 2]], "the counts")
      try expect(groups.map(\.hasMore), is: [false, false], "whether more was left uncounted")
    },
    Claim("a group wakes when its head becomes visible") { subject in
      let queue = try await subject.makeFIFOQueue()
      try await queue.sendEach("g.a", "g.b")
      try expect(try await queue.groups().map(\.wakesAt), is: [nil], "when a free group wakes")
      let wakesAt = try await subject.time.now().advanced(by: .seconds(10))
      let message = try await queue.receiveOne(hidingFor: .seconds(10))

      try expect(try await queue.groups().map(\.wakesAt), is: [wakesAt], "when it wakes")
      try await queue.delete(message)
      try expect(
        try await queue.groups().map(\.wakesAt), is: [nil], "when it wakes after its head's end")
    },
    Claim("a group wakes when the retention of its hidden head ends") { subject in
      let queue = try await subject.makeFIFOQueue([.messageRetentionPeriod: "60"])
      let endsAt = try await subject.time.now().advanced(by: .seconds(60))
      try await queue.sendEach("g.a")
      try await queue.advance(.seconds(30))
      try await queue.sendEach("g.b")
      _ = try await queue.receiveOne(hidingFor: .seconds(500))

      try expect(try await queue.groups().map(\.wakesAt), is: [endsAt], "when it wakes")
      try await queue.advance(.seconds(30))
      let groups = try await queue.groups(PeekGroupsOptions(body: .whole))
      try expect(groups.map(\.head.body), is: ["g.b"], "the head after that")
      try expect(groups.map(\.wakesAt), is: [nil], "when it wakes after that")
    },
    Claim("a group without messages is not shown") { subject in
      let queue = try await subject.makeFIFOQueue([.messageRetentionPeriod: "60"])
      try await queue.sendEach("deleted.a", "expired.a")
      try await queue.delete(try await queue.receiveOne())
      try expect(try await queue.groups().map(\.id), is: ["expired"], "the groups")

      try await queue.advance(.seconds(60))

      try expect(try await queue.groups().count, is: 0, "the number of groups")
    },
    Claim("pages of groups show each once, in the order of their ids") { subject in
      let queue = try await subject.makeFIFOQueue()
      let ids = (0..<25).map { "g\($0)" }.sorted()
      for id in ids.reversed() { try await queue.sendEach("\(id).a") }
      var options = PeekGroupsOptions(maxGroups: 12)
      var pages: [[String?]] = []

      repeat {
        let page = try await queue.inspection.groups(of: queue.name, options)
        pages.append(page.groups.map(\.id))
        options.nextToken = page.nextToken
      } while options.nextToken != nil && pages.count < 100

      try expect(pages.map(\.count), is: [12, 12, 1], "the sizes of the pages")
      try expect(pages.flatMap(\.self), is: ids, "the groups")
    },
  ]

  static let tenantGroups: [Claim<QueueTransportSubject>] = [
    Claim("the tenants of a standard queue are shown, and what has no group") { subject in
      let queue = try await subject.makeQueue()
      try await queue.send("first")
      try await queue.sendEach("b.1", "a.1", "a.2")
      _ = try await queue.receive(1, hidingFor: .seconds(10))

      let groups = try await queue.groups(PeekGroupsOptions(body: .whole))

      try expect(groups.map(\.id), is: [nil, "a", "b"], "the groups")
      try expect(groups.map(\.head.body), is: ["first", "a.1", "b.1"], "the heads")
      try expect(
        groups.map(\.counts), is: [[.inFlight: 1], [.available: 2], [.available: 1]], "the counts")
    },
    Claim("a tenant with a message that is visible is awake") { subject in
      let queue = try await subject.makeQueue()
      try await queue.sendEach("a.1", "a.2")
      let wakesAt = try await subject.time.now().advanced(by: .seconds(10))
      _ = try await queue.receive(1, hidingFor: .seconds(10))
      try expect(try await queue.groups().map(\.wakesAt), is: [nil], "when it wakes")

      _ = try await queue.receive(1, hidingFor: .seconds(20))

      try expect(try await queue.groups().map(\.wakesAt), is: [wakesAt], "when it wakes then")
    },
    Claim("the messages of one tenant are shown alone") { subject in
      let queue = try await subject.makeQueue()
      try await queue.sendEach("a.1", "b.1", "a.2")

      let messages = try await queue.peek(PeekOptions(groupID: "a"))

      try expect(messages.map(\.body), is: ["a.1", "a.2"], "the bodies")
      try expect(messages.map(\.groupID), is: ["a", "a"], "the groups")
    },
    Claim("a standard queue without groups shows none") { subject in
      let queue = try await subject.makeQueue()
      try await queue.send("a")

      try expect(try await queue.groups().count, is: 0, "the number of groups")
    },
  ]
}
