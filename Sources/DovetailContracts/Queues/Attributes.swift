internal import DovetailTransport

extension QueueTransportContract {
  /// Source: SQS developer guide, "Amazon SQS message metadata".
  static let attributes: [Claim<QueueTransportSubject>] = [
    Claim(
      "a message's attributes are received as they were sent", rows: "1.4/round-trip",
      "1.4/type-prefix", "1.4/number-verbatim"
    ) { subject in
      let queue = try await subject.makeQueue()
      let attributes = [
        "text": MessageAttribute.string("line\n, é, 👩"),
        "number": MessageAttribute(dataType: "Number", value: .string("0012.50")),
        "labelled": MessageAttribute(dataType: "Number.int", value: .string("-7")),
        "bytes": MessageAttribute.binary([0, 1, 127, 128, 255]),
        "image": MessageAttribute(dataType: "Binary.png", value: .binary([0])),
      ]

      try await queue.send("a", attributes: attributes)

      try expect(try await queue.receiveOne().attributes, is: attributes, "the attributes")
    },
    Claim("a message sent without attributes is received without") { subject in
      let queue = try await subject.makeQueue()
      try await queue.send("a")

      try expect(try await queue.receiveOne().attributes, is: [:], "the attributes")
    },
    Claim("each message of a batch has its own attributes") { subject in
      let queue = try await subject.makeQueue()
      try await queue.send(batch: [
        OutgoingMessage("a", attributes: ["name": .string("a's")]),
        OutgoingMessage("b", attributes: ["name": .string("b's")]),
      ])

      for message in try await queue.receive(10) {
        try expect(
          message.attributes, is: ["name": .string("\(message.body)'s")],
          "the attributes of \(message.body)")
      }
    },
    Claim("a message's attributes come with every receive of it") { subject in
      let queue = try await subject.makeQueue()
      try await queue.send("a", attributes: ["name": .string("value")])
      _ = try await queue.receiveOne(hidingFor: .zero)

      try expect(
        try await queue.receiveOne().attributes, is: ["name": .string("value")], "the attributes")
    },
    Claim("a message may have ten attributes", rows: "1.4/count") { subject in
      let queue = try await subject.makeQueue()
      let attributes = numbered(10)

      try await queue.send("a", attributes: attributes)

      try expect(try await queue.receiveOne().attributes, is: attributes, "the attributes")
    },
    Claim("a message with eleven attributes is refused", rows: "1.4/count") { subject in
      let queue = try await subject.makeQueue()

      try await expectError(.invalidParameterValue, "the send") {
        try await queue.send("a", attributes: numbered(11))
      }

      try await queue.expectNone("after the refused send")
    },
  ]

  private static func numbered(_ count: Int) -> [String: MessageAttribute] {
    Dictionary(uniqueKeysWithValues: (0..<count).map { ("name\($0)", .string("value \($0)")) })
  }
}
