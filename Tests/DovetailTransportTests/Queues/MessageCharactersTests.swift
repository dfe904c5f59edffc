import DovetailTransport
import Testing

/// The check goes eight bytes at a time, so each character is tried at each place of such a word.
@Suite("Message characters")
struct MessageCharactersTests {
  private static let places = 0..<24

  /// The text with the character after `place` others, and as many after it.
  private func text(_ scalar: Unicode.Scalar, _ filler: Character, at place: Int) -> String {
    let others = String(repeating: filler, count: place)
    return others + String(scalar) + others
  }

  @Test(
    arguments: [
      "\u{9}", "\u{A}", "\u{D}", "\u{20}", "\u{7F}", "\u{80}", "\u{D7FF}", "\u{E000}", "\u{F000}",
      "\u{FEFF}", "\u{FFBF}", "\u{FFFD}", "\u{10000}", "\u{1FFFE}", "\u{1FFFF}", "\u{10FFFF}",
    ] as [Unicode.Scalar])
  func `a character that SQS carries is carried anywhere`(scalar: Unicode.Scalar) {
    for place in Self.places {
      #expect(text(scalar, "a", at: place).hasOnlyMessageCharacters, "after \(place)")
      #expect(text(scalar, "\u{FFBF}", at: place).hasOnlyMessageCharacters, "after \(place)")
    }
  }

  @Test(
    arguments: [
      "\u{0}", "\u{1}", "\u{8}", "\u{B}", "\u{C}", "\u{E}", "\u{1F}", "\u{FFFE}", "\u{FFFF}",
    ] as [Unicode.Scalar])
  func `a character that SQS does not carry is found anywhere`(scalar: Unicode.Scalar) {
    for place in Self.places {
      #expect(!text(scalar, "a", at: place).hasOnlyMessageCharacters, "after \(place)")
      #expect(!text(scalar, "\u{FFBF}", at: place).hasOnlyMessageCharacters, "after \(place)")
    }
  }
}
