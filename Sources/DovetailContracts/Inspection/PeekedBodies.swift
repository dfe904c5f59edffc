internal import DovetailTransport

extension QueueInspectionContract {
  static let peekedBodies: [Claim<QueueTransportSubject>] = [
    Claim("a peek without bodies tells how long they are") { subject in
      let queue = try await subject.makeQueue()
      let text = String(repeating: "0123456789", count: 50_000)
      try await queue.send(text)

      let message = try await queue.peekOne(PeekOptions(body: .none))

      try expect(message.body, is: nil, "the body")
      try expect(message.bodyBytes, is: 500_000, "the bytes of the body")
      try expect(try await queue.peekOne().body == text, "Expected the whole body by default.")
    },
    Claim("a peek shows the beginning of a body, and cuts no character") { subject in
      let queue = try await subject.makeQueue()
      try await queue.send("aé€😀z")

      let texts = [
        (0, ""), (1, "a"), (2, "a"), (3, "aé"), (5, "aé"), (6, "aé€"), (7, "aé€"), (9, "aé€"),
        (10, "aé€😀"), (11, "aé€😀z"), (500, "aé€😀z"),
      ]
      for (bytes, text) in texts {
        let message = try await queue.peekOne(PeekOptions(body: .first(bytes: bytes)))
        try expect(message.body, is: text, "the first \(bytes) bytes")
        try expect(message.bodyBytes, is: 11, "the bytes of the body")
      }
    },
    Claim("less than no bytes of a body cannot be shown") { subject in
      let queue = try await subject.makeQueue()

      try await expectError(.invalidParameterValue, "the peek") {
        try await queue.peek(PeekOptions(body: .first(bytes: -1)))
      }
    },
  ]
}
