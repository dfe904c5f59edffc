internal import DovetailTransport

extension QueueTransportContract {
  /// Source: SQS developer guide, "Amazon SQS message quotas", and API reference, CreateQueue,
  /// MaximumMessageSize.
  static let messageSizes: [Claim<QueueTransportSubject>] = [
    Claim("a body of exactly 1,048,576 bytes is accepted", rows: "1.5/size-largest") { subject in
      let queue = try await subject.makeQueue()
      let body = String(repeating: "a", count: 1_048_576)

      try await queue.send(body)

      try expect(try await queue.receiveOne().body == body, "Expected the body that was sent.")
    },
    Claim("a body of 1,048,577 bytes is refused", rows: "1.5/size-largest") { subject in
      let queue = try await subject.makeQueue()

      try await expectError(.invalidParameterValue, "the send") {
        try await queue.send(String(repeating: "a", count: 1_048_577))
      }

      try await queue.expectNone("after the refused send")
    },
    Claim("bytes, not characters, count towards a message", rows: "1.5/size-body-bytes") {
      subject in
      let queue = try await subject.makeQueue(.maximumMessageSize, 1024)

      try await queue.send(String(repeating: "é", count: 512))

      try await expectError(.invalidParameterValue, "the send of 1,026 bytes") {
        try await queue.send(String(repeating: "é", count: 513))
      }
    },
    Claim("a body as large as the queue's own maximum is accepted", rows: "1.5/size-exact") {
      subject in
      let queue = try await subject.makeQueue(.maximumMessageSize, 1024)

      try await queue.send(String(repeating: "a", count: 1024))

      try expect(try await queue.receiveOne().body.utf8.count, is: 1024, "the size")
    },
    Claim("a body one byte over the queue's own maximum is refused", rows: "1.5/size-over") {
      subject in
      let queue = try await subject.makeQueue(.maximumMessageSize, 1024)

      try await expectError(.invalidParameterValue, "the send") {
        try await queue.send(String(repeating: "a", count: 1025))
      }
    },
    // "Amazon SQS message metadata": name, type and value count.
    Claim(
      "an attribute's name, type and value count towards a message", rows: "1.5/size-attributes"
    ) { subject in
      let queue = try await subject.makeQueue(.maximumMessageSize, 1024)
      let attributes = [
        "name": MessageAttribute.string("value"),  // 4 + 6 + 5 bytes
        "bytes": MessageAttribute.binary([0, 255]),  // 5 + 6 + 2 bytes
      ]

      try await queue.send(String(repeating: "a", count: 1024 - 28), attributes: attributes)

      try await expectError(.invalidParameterValue, "the send of one byte more") {
        try await queue.send(String(repeating: "a", count: 1025 - 28), attributes: attributes)
      }
    },
  ]
}
