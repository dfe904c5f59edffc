internal import DovetailTransport

extension QueueTransportContract {
  /// Source: SQS API reference, SendMessage and SendMessageBatch.
  static let fifoSends: [Claim<QueueTransportSubject>] = [
    Claim("a message to a FIFO queue needs a group", rows: "2.2/send-fifo-no-group") { subject in
      let queue = try await subject.makeFIFOQueue()

      try await expectError(.missingParameter, "a send without a group") {
        try await queue.send(OutgoingMessage("a"))
      }
    },
    Claim(
      "a message to a FIFO queue needs an id, or a queue that makes one of its body",
      rows: "2.2/send-fifo-no-deduplication"
    ) { subject in
      let queue = try await subject.makeFIFOQueue([.contentBasedDeduplication: "false"])

      try await expectError(.invalidParameterValue, "a send without an id") {
        try await queue.send(OutgoingMessage("a", groupID: "g"))
      }
      try await queue.send("a", group: "g", deduplicationID: "1")
    },
    Claim(
      "a FIFO batch with a message without a group fails whole", rows: "2.2/batch-fifo-missing-ids"
    ) { subject in
      let queue = try await subject.makeFIFOQueue()

      try await expectError(.invalidParameterValue, "the batch") {
        try await queue.send(batch: [OutgoingMessage("a", groupID: "g"), OutgoingMessage("b")])
      }
      try await queue.expectNone("after the batch was refused")
    },
    Claim(
      "a FIFO batch with a message without an id fails whole", rows: "2.2/batch-fifo-missing-ids"
    ) { subject in
      let queue = try await subject.makeFIFOQueue([.contentBasedDeduplication: "false"])

      try await expectError(.invalidParameterValue, "the batch") {
        try await queue.send(batch: [
          OutgoingMessage("a", groupID: "g", deduplicationID: "1"),
          OutgoingMessage("b", groupID: "g"),
        ])
      }
      try await queue.expectNone("after the batch was refused")
    },
    Claim("a FIFO batch keeps the order of its entries", rows: "2.2/batch-fifo-order") { subject in
      let queue = try await subject.makeFIFOQueue()
      try await queue.sendTogether("g.9", "g.1", "g.5")

      try await queue.receive(expecting: ["g.9", "g.1", "g.5"])
    },
    Claim("a bad entry of a FIFO batch fails alone", rows: "2.2/batch-outcomes") { subject in
      let queue = try await subject.makeFIFOQueue()

      let outcomes = try await queue.send(batch: [
        OutgoingMessage("a", groupID: "g"), OutgoingMessage("", groupID: "g"),
        OutgoingMessage("\u{1}", groupID: "g"), OutgoingMessage("b", groupID: "g"),
      ])

      try expectFailure(.missingParameter, "the empty body", of: outcomes[1])
      try expectFailure(.invalidMessageContents, "the control character", of: outcomes[2])
      try await queue.receive(expecting: ["a", "b"])
    },
    Claim("a de-duplication id has the form of a group id", rows: "1.6/deduplication-id-form") {
      subject in
      let queue = try await subject.makeFIFOQueue()

      for id in ["", "a b", String(repeating: "a", count: 129)] {
        try await expectError(.invalidParameterValue, "the id \(id.debugDescription)") {
          try await queue.send("a", group: "g", deduplicationID: id)
        }
      }
      try await queue.send("a", group: "g", deduplicationID: String(repeating: "~", count: 128))
    },
    Claim("an attempt id has the form of a group id", rows: "1.6/attempt-id-form") { subject in
      let queue = try await subject.makeFIFOQueue()

      for id in ["", "a b", String(repeating: "a", count: 129)] {
        try await expectError(.invalidParameterValue, "the id \(id.debugDescription)") {
          try await subject.transport.receive(from: queue.name, ReceiveOptions(attemptID: id))
        }
      }
    },
  ]
}
