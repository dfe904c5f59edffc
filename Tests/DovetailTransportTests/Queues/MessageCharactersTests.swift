import DovetailTransport
import Testing

/// Source: SQS API reference, SendMessage, MessageBody.
@Suite struct MessageCharactersTests {
  @Test func `are those of the table of SQS, of all there are`() {
    for value in UInt32(0)...0x10FFFF {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let isLegal =
        switch value {
        case 0x9, 0xA, 0xD, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
        default: false
        }
      guard String(scalar).hasOnlyMessageCharacters == isLegal else {
        Issue.record("U+\(String(value, radix: 16)) should be \(isLegal ? "legal" : "illegal")")
        return
      }
    }
  }

  @Test(arguments: ["\u{0}", "\u{1F}", "\u{FFFE}", "\u{FFFF}"])
  func `are looked at from the first to the last`(bad: String) {
    let filler = String(repeating: "漢a", count: 100)

    #expect(filler.hasOnlyMessageCharacters)
    #expect(!(bad + filler).hasOnlyMessageCharacters)
    #expect(!(filler + bad + filler).hasOnlyMessageCharacters)
    #expect(!(filler + bad).hasOnlyMessageCharacters)
  }

  @Test func `of an empty text are all legal`() {
    #expect("".hasOnlyMessageCharacters)
  }
}
