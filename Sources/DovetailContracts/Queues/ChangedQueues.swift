internal import DovetailTransport

extension QueueTransportContract {
  /// What a change or a purge of a queue does to handles, de-duplication and counts.
  ///
  /// Source: recorded from SQS; SQS API reference, SetQueueAttributes and PurgeQueue.
  static let changedQueues: [Claim<QueueTransportSubject>] = [
    Claim(
      "a handle stays good when its queue's attributes change",
      rows: "3.3/handles-survive-attributes"
    ) { subject in
      let queue = try await subject.makeQueue()
      try await queue.send("a")
      let message = try await queue.receiveOne(hidingFor: .seconds(60))

      try await subject.administration.setAttributes(
        QueueAttributes([.visibilityTimeout: "1", .delaySeconds: "5"]), of: queue.name)
      try await queue.hide(message, for: .seconds(30))
      try await queue.delete(message)

      try await queue.advance(.seconds(60))
      try await queue.expectNone("after the delete")
    },
    Claim(
      "a purge forgets what a FIFO queue told duplicates by",
      rows: "4.3/cleared-by-purge", "2.1/purge-deduplication"
    ) { subject in
      let queue = try await subject.makeFIFOQueue()
      try await queue.send("old", group: "g", deduplicationID: "1")
      try await subject.administration.purgeQueue(queue.name)

      try await queue.send("new", group: "g", deduplicationID: "1")

      try await queue.receive(expecting: ["new"])
    },
    Claim(
      "a FIFO queue goes by the scope of its creation, whatever the attribute says later",
      rows: "4.3/scope-frozen"
    ) { subject in
      let queue = try await subject.makeFIFOQueue()
      let scope = QueueAttributeName.deduplicationScope
      try await subject.administration.setAttributes(
        QueueAttributes([scope: "messageGroup"]), of: queue.name)

      try await queue.send("first", group: "g1", deduplicationID: "1")
      try await queue.send("second", group: "g2", deduplicationID: "1")

      try await queue.receive(expecting: ["first"])
      let attributes = try await subject.administration.attributes(of: queue.name)
      try expect(attributes[scope], is: "messageGroup", "the attribute")
    },
    Claim(
      "messages that their group blocks are counted as available",
      rows: "1.1/count-blocked-by-group"
    ) { subject in
      let queue = try await subject.makeFIFOQueue()
      try await queue.sendEach("g.1", "g.2", "g.3")

      try await queue.receive(1, expecting: ["g.1"])

      try await queue.expectCounts(available: 2, inFlight: 1, delayed: 0)
    },
  ]
}
