internal import DovetailTransport

extension QueueTransportContract {
  /// Source: SQS API reference, SendMessageBatch: 1,048,576 bytes for the sum of all entries.
  static let batchSizes: [Claim<QueueTransportSubject>] = [
    Claim("a batch of exactly 1,048,576 bytes is accepted", rows: "1.5/batch-total") { subject in
      let queue = try await subject.makeQueue()
      let half = OutgoingMessage(String(repeating: "a", count: 524_288))

      for outcome in try await queue.send(batch: [half, half]) {
        try expectSuccess("each half", of: outcome)
      }

      try expect(
        try await queue.receive(10).map(\.body.utf8.count), is: [524_288, 524_288], "the sizes")
    },
    Claim("a batch of 1,048,577 bytes is refused, and none of it is sent", rows: "1.5/batch-total")
    { subject in
      let queue = try await subject.makeQueue()
      let half = String(repeating: "a", count: 524_288)

      try await expectError(.batchRequestTooLong, "the send") {
        try await queue.send(batch: [OutgoingMessage(half), OutgoingMessage(half + "a")])
      }

      try await queue.expectNone("after the refused batch")
    },
    Claim("bytes, not characters, count towards a batch", rows: "1.5/batch-total") { subject in
      let queue = try await subject.makeQueue()
      let half = String(repeating: "é", count: 262_144)

      try await expectError(.batchRequestTooLong, "the send") {
        try await queue.send(batch: [OutgoingMessage(half), OutgoingMessage(half + "a")])
      }
    },
    Claim("attributes count towards a batch", rows: "1.5/batch-total") { subject in
      let queue = try await subject.makeQueue()
      let half = String(repeating: "a", count: 524_288)
      // Name, type and value: 4 + 6 + 5 bytes.
      let attributes = ["name": MessageAttribute.string("value")]

      let fitting = OutgoingMessage(String(half.dropLast(15)), attributes: attributes)
      for outcome in try await queue.send(batch: [OutgoingMessage(half), fitting]) {
        try expectSuccess("each half", of: outcome)
      }
      let tooLong = OutgoingMessage(String(half.dropLast(14)), attributes: attributes)
      try await expectError(.batchRequestTooLong, "the send of one byte more") {
        try await queue.send(batch: [OutgoingMessage(half), tooLong])
      }
    },
    // Recorded from SQS in August 2025: the sum is held to 1 MiB, not to the queue's maximum.
    Claim(
      "a batch may be larger than the queue's maximum message size",
      rows: "1.5/batch-over-queue-maximum"
    ) { subject in
      let queue = try await subject.makeQueue(.maximumMessageSize, 1024)
      let messages = Array(
        repeating: OutgoingMessage(String(repeating: "a", count: 1024)), count: 10)

      for outcome in try await queue.send(batch: messages) {
        try expectSuccess("each entry", of: outcome)
      }
    },
  ]
}
