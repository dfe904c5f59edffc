internal import DovetailTransport

extension QueueTransportContract {
  /// Source: SQS API reference, DeleteMessage and DeleteMessageBatch.
  static let deleting: [Claim<QueueTransportSubject>] = [
    Claim("a deleted message does not come back", rows: "3.1/deleted-gone", "3.3/delete-in-flight")
    { subject in
      let queue = try await subject.makeQueue()
      try await queue.send("a")
      let message = try await queue.receiveOne(hidingFor: .seconds(5))

      try await queue.delete(message)

      try await queue.expectNone("after the delete")
      try await queue.advance(.seconds(5))
      try await queue.expectNone("after the timeout of a deleted message")
    },
    Claim("a delete removes its own message only", rows: "3.3/delete-in-flight") { subject in
      let queue = try await subject.makeQueue()
      try await queue.sendAll(["a", "b", "c"])
      let messages = try await queue.receive(10, hidingFor: .seconds(5))

      for message in messages where message.body == "b" { try await queue.delete(message) }
      try await queue.advance(.seconds(5))

      let left = try await queue.receive(10).map(\.body)
      try expect(Set(left), is: ["a", "c"], "the bodies that are left")
    },
    Claim("a batch of deletes removes each of its messages", rows: "3.3/delete-in-flight") {
      subject in
      let queue = try await subject.makeQueue()
      try await queue.sendAll((0..<10).map { "\($0)" })
      let messages = try await queue.receive(10, hidingFor: .seconds(5))
      try expect(messages.count, is: 10, "the number of messages")

      for outcome in try await queue.delete(batch: messages.map(\.receipt)) {
        try expectSuccess("each delete", of: outcome)
      }

      try await queue.advance(.seconds(5))
      try await queue.expectNone("after the deletes")
    },
    // "If you delete a message that is gone already, the call succeeds".
    Claim("a message may be deleted twice", rows: "3.3/delete-twice") { subject in
      let queue = try await subject.makeQueue()
      try await queue.send("a")
      let message = try await queue.receiveOne()

      try await queue.delete(message)
      try await queue.delete(message)
    },
    Claim("one handle may stand twice in a batch of deletes", rows: "3.3/delete-twice") { subject in
      let queue = try await subject.makeQueue()
      try await queue.send("a")
      let message = try await queue.receiveOne()

      for outcome in try await queue.delete(batch: [message.receipt, message.receipt]) {
        try expectSuccess("each delete", of: outcome)
      }
    },
    // DeleteMessage: recorded from SQS, standard queues delete by a handle whose time is over.
    Claim(
      "a message is deleted after its visibility timeout ended",
      rows: "3.3/standard-delete-after-lapse"
    ) { subject in
      let queue = try await subject.makeQueue()
      try await queue.send("a")
      let message = try await queue.receiveOne(hidingFor: .seconds(5))
      try await queue.advance(.seconds(5))

      try await queue.delete(message)

      try await queue.expectNone("after the delete")
    },
    Claim(
      "a message is deleted while its changed visibility lasts", rows: "3.3/delete-after-extension"
    ) { subject in
      let queue = try await subject.makeQueue()
      try await queue.send("a")
      let message = try await queue.receiveOne(hidingFor: .seconds(5))
      try await queue.hide(message, for: .seconds(60))
      try await queue.advance(.seconds(30))

      try await queue.delete(message)

      try await queue.advance(.seconds(30))
      try await queue.expectNone("after the delete")
    },
    Claim(
      "a message received with a visibility timeout of 0 can be deleted",
      rows: "3.3/standard-visibility-zero-delete"
    ) { subject in
      let queue = try await subject.makeQueue()
      try await queue.send("a")
      let message = try await queue.receiveOne(hidingFor: .zero)

      try await queue.delete(message)

      try await queue.expectNone("after the delete")
    },
    // DeleteMessage: on a standard queue an older handle may delete; SQS was seen to.
    Claim(
      "a message is deleted by the handle of an earlier receive",
      rows: "3.3/standard-delete-old-handle", "10.2/each-handle-addresses"
    ) { subject in
      let queue = try await subject.makeQueue()
      try await queue.send("a")
      let earlier = try await queue.receiveOne(hidingFor: .seconds(5))
      try await queue.advance(.seconds(5))
      _ = try await queue.receiveOne(hidingFor: .seconds(5))

      try await queue.delete(earlier)

      try await queue.advance(.seconds(5))
      try await queue.expectNone("after the delete")
    },
    Claim("a message whose retention has ended may be deleted", rows: "3.3/delete-after-retention")
    { subject in
      let queue = try await subject.makeQueue(.messageRetentionPeriod, 60)
      try await queue.send("a")
      let message = try await queue.receiveOne()
      try await queue.advance(.seconds(60))

      try await queue.delete(message)
    },
  ]
}
