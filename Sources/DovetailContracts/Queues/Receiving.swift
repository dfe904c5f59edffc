internal import DovetailTransport

extension QueueTransportContract {
  /// Source: SQS API reference, ReceiveMessage.
  static let receiving: [Claim<QueueTransportSubject>] = [
    // ReceiveMessage: an empty answer is no error.
    Claim("a receive from an empty queue returns nothing, at once", rows: "5/short-poll") {
      subject in
      let queue = try await subject.makeQueue()

      try expect(try await queue.receive(10), is: [], "the messages")
    },
    // ReceiveMessage, MaxNumberOfMessages: "Default: 1".
    Claim("a receive that does not say takes one message", rows: "2.2/receive-maximum-default") {
      subject in
      let queue = try await subject.makeQueue()
      try await queue.sendAll(["a", "b", "c"])

      let received = try await subject.transport.receive(from: queue.name)

      try expect(received.count, is: 1, "the number of messages")
    },
    // ReceiveMessage, MaxNumberOfMessages.
    Claim(
      "a receive takes no more messages than it asks for", rows: "5/short-poll", "5/once-per-period"
    ) { subject in
      let queue = try await subject.makeQueue()
      try await queue.sendAll(["a", "b", "c", "d", "e"])

      try expect(try await queue.receive(3).count, is: 3, "the number of messages")
      try expect(try await queue.receive(3).count, is: 2, "the number of messages left")
    },
    // ReceiveMessage, MaxNumberOfMessages: "Valid values: 1 to 10".
    Claim("a receive takes up to ten messages", rows: "5/short-poll", "3.1/available-received") {
      subject in
      let queue = try await subject.makeQueue()
      try await queue.sendAll((0..<10).map { "first \($0)" })
      try await queue.sendAll(["second 0", "second 1"])

      let first = try await queue.receive(10)
      let second = try await queue.receive(10)

      try expect([first.count, second.count], is: [10, 2], "the numbers of messages")
      let ids = Set((first + second).map(\.id))
      try expect(ids.count, is: 12, "the number of different messages")
    },
    // Developer guide, "Amazon SQS visibility timeout": it keeps other consumers from the message.
    Claim("receives at the same time get different messages", rows: "5/once-per-period") {
      subject in
      let queue = try await subject.makeQueue()
      try await queue.sendAll((0..<10).map { "body \($0)" })

      let received = try await withThrowingTaskGroup(of: [ReceivedMessage].self) { group in
        for _ in 0..<10 { group.addTask { try await queue.receive() } }
        return try await group.reduce(into: []) { $0 += $1 }
      }

      try expect(received.count, is: 10, "the number of messages")
      try expect(Set(received.map(\.id)).count, is: 10, "the number of different messages")
    },
    // ReceiveMessage, "The receipt handle is associated with a specific instance of receiving".
    Claim("each receive of a message has a handle of its own", rows: "3.1/receive-new-handle") {
      subject in
      let queue = try await subject.makeQueue()
      try await queue.send("a")

      let first = try await queue.receiveOne(hidingFor: .zero)
      let second = try await queue.receiveOne(hidingFor: .zero)

      try expect(first.id, is: second.id, "the id of the second receive")
      try expect(
        first.receipt != second.receipt, "Expected two handles, found one: \(first.receipt).")
    },
    // Developer guide, "Amazon SQS queue and message identifiers": at most 1,024 characters.
    Claim("a receipt handle is text of 1 to 1024 characters", rows: "1.2/receipt-handle-length") {
      subject in
      let queue = try await subject.makeQueue()
      try await queue.send("a")

      let handle = try await queue.receiveOne().receipt.rawValue

      try expect(
        (1...1024).contains(handle.count),
        "Expected a handle of 1 to 1024 characters, found \(handle.count).")
    },
  ]
}
