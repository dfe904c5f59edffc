internal import DovetailTransport

extension QueueTransportContract {
  /// Source: SQS API reference, PurgeQueue.
  static let purging: [Claim<QueueTransportSubject>] = [
    Claim(
      "a purge deletes what is available, delayed and in flight", rows: "3.6/delayed-purged",
      "2.1/purge-everything"
    ) {
      subject in
      let queue = try await subject.makeQueue()
      try await queue.sendAll(["a", "b"])
      try await queue.send("c", delay: .seconds(10))
      _ = try await queue.receiveOne(hidingFor: .seconds(20))

      try await subject.administration.purgeQueue(queue.name)

      try await queue.expectCounts(available: 0, inFlight: 0, delayed: 0)
      try await queue.advance(.seconds(20))
      try await queue.expectNone("after the purge")
    },
    Claim(
      "to delete a message that was purged succeeds", rows: "3.3/delete-after-purge",
      "2.1/purge-handles"
    ) { subject in
      let queue = try await subject.makeQueue()
      try await queue.send("a")
      let message = try await queue.receiveOne()

      try await subject.administration.purgeQueue(queue.name)

      try await queue.delete(message)
    },
    Claim("the handle of a purged message deletes no later one") { subject in
      let queue = try await subject.makeQueue()
      try await queue.send("a")
      let message = try await queue.receiveOne()
      try await subject.administration.purgeQueue(queue.name)
      try await queue.send("b")

      try await queue.delete(message)

      try expect(try await queue.receiveOne().body, is: "b", "the body")
    },
    Claim("a purged queue takes messages again, and other queues keep theirs") { subject in
      let queue = try await subject.makeQueue()
      let other = try await subject.makeQueue()
      try await queue.send("old")
      try await other.send("other")
      try await subject.administration.purgeQueue(queue.name)

      try await queue.send("new")

      try expect(try await queue.receive(10).map(\.body), is: ["new"], "the bodies")
      try expect(try await other.receive(10).map(\.body), is: ["other"], "the other's bodies")
    },
    Claim(
      "a purge forgets de-duplication ids", rows: "2.1/purge-deduplication", "4.3/cleared-by-purge"
    ) { subject in
      let queue = try await subject.makeFIFOQueue()
      let first = try await queue.send("a", group: "g", deduplicationID: "d")
      try await subject.administration.purgeQueue(queue.name)

      let second = try await queue.send("b", group: "g", deduplicationID: "d")

      try expect(second.id != first.id, "Expected a new message, found \(first.id) again.")
      try await queue.receive(expecting: ["b"], "after the purge")
    },
    Claim("a purge frees groups whose heads are in flight") { subject in
      let queue = try await subject.makeFIFOQueue()
      try await queue.sendEach("g.a", "g.b")
      _ = try await queue.receiveOne()
      try await subject.administration.purgeQueue(queue.name)

      try await queue.sendEach("g.c")

      try await queue.receive(expecting: ["g.c"], "after the purge")
    },
  ]
}
