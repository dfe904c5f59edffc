internal import DovetailTransport

extension QueueTransportContract {
  /// Source: SQS API reference, SendMessage, MessageBody.
  static let bodies: [Claim<QueueTransportSubject>] =
    [
      // MissingParameter: recorded from SQS.
      Claim("an empty body is refused", rows: "1.5/empty-body") { subject in
        let queue = try await subject.makeQueue()

        try await expectError(.missingParameter, "the send") { try await queue.send("") }
      },
      // InvalidMessageContents: wherever the character stands.
      Claim(
        "a body that ends in a character that SQS does not carry is refused",
        rows: "1.5/characters-refused"
      ) { subject in
        let queue = try await subject.makeQueue()

        try await expectError(.invalidMessageContents, "the send") {
          try await queue.send("abc\u{FFFF}")
        }
      },
    ] + carried.map(carries) + refused.map(refuses)

  // "#x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF".
  private static let carried: [Unicode.Scalar] = [
    "\u{9}", "\u{A}", "\u{D}", "\u{20}", "\u{7F}", "\u{80}", "\u{85}", "\u{D7FF}", "\u{E000}",
    "\u{FEFF}", "\u{FFBF}", "\u{FFFD}", "\u{10000}", "\u{1FFFE}", "\u{1FFFF}",
    "\u{10FFFF}",
  ]

  private static let refused: [Unicode.Scalar] = [
    "\u{0}", "\u{1}", "\u{8}", "\u{B}", "\u{C}", "\u{E}", "\u{1F}", "\u{FFFE}", "\u{FFFF}",
  ]

  private static func carries(_ scalar: Unicode.Scalar) -> Claim<QueueTransportSubject> {
    Claim("a body may hold \(scalar.name)", rows: "1.5/characters-accepted") { subject in
      let queue = try await subject.makeQueue()
      let body = "<\(scalar)>"

      try await queue.send(body)

      let received = try await queue.receiveOne()
      try expect(Array(received.body.utf8), is: Array(body.utf8), "the bytes of the body")
    }
  }

  private static func refuses(_ scalar: Unicode.Scalar) -> Claim<QueueTransportSubject> {
    Claim("a body that holds \(scalar.name) is refused", rows: "1.5/characters-refused") {
      subject in
      let queue = try await subject.makeQueue()

      try await expectError(.invalidMessageContents, "the send") {
        try await queue.send("<\(scalar)>")
      }

      try await queue.expectNone("after the refused send")
    }
  }
}

extension Unicode.Scalar {
  /// The code point as Unicode writes it: `U+FFFE`.
  fileprivate var name: String {
    let digits = String(value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}
