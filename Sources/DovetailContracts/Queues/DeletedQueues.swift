internal import DovetailTransport

extension QueueTransportContract {
  /// Source: SQS API reference, DeleteQueue.
  static let deletedQueues: [Claim<QueueTransportSubject>] = [
    Claim(
      "a queue made under a deleted one's name has none of its messages",
      rows: "2.1/delete-contents"
    ) { subject in
      let queue = try await subject.makeQueue()
      try await queue.sendAll(["a", "b"])
      try await queue.send("c", delay: .seconds(100))
      _ = try await queue.receiveOne(hidingFor: .seconds(1))

      try await queue.remake()

      try await queue.expectCounts(available: 0, inFlight: 0, delayed: 0)
      try await queue.advance(.seconds(100))
      try await queue.expectNone("in the new queue")
    },
    Claim(
      "a receive that waits returns nothing when its queue is deleted",
      rows: "2.1/delete-parked-polls"
    ) { subject in
      let queue = try await subject.makeQueue()

      let messages = try await queue.poll(for: .seconds(20)) {
        try await subject.administration.deleteQueue(queue.name)
      }

      try expect(messages, is: [], "the messages")
    },
    Claim(
      "a receive that waits takes nothing from a queue made under the same name",
      rows: "2.1/delete-parked-polls"
    ) { subject in
      let queue = try await subject.makeQueue()

      let messages = try await queue.poll(for: .seconds(20)) {
        try await queue.remake()
        try await queue.send("new")
      }

      try expect(messages, is: [], "the messages")
      try expect(try await queue.receiveOne().body, is: "new", "the body")
    },
    Claim("a receipt handle of a deleted queue is not valid for a new one") { subject in
      let queue = try await subject.makeQueue()
      try await queue.send("a")
      let message = try await queue.receiveOne()

      try await queue.remake()

      try await expectError(.receiptHandleInvalid, "the deletion") {
        try await queue.delete(message)
      }
    },
  ]
}

extension ClaimQueue {
  /// Deletes the queue and makes one under its name; a strict one lets 60 seconds pass between.
  func remake() async throws {
    try await subject.administration.deleteQueue(name)
    try await advance(.seconds(61))
    try await subject.administration.createQueue(name)
  }

  func set(_ attribute: QueueAttributeName, _ value: String) async throws {
    try await subject.administration.setAttributes(QueueAttributes([attribute: value]), of: name)
  }
}
