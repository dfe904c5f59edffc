import Testing

@testable import documents

@Suite("Words")
struct WordsTests {
  @Test(arguments: [
    ("", []),
    ("One, two; 3!", ["One", "two", "3"]),
    ("L’hôte n'est—là", ["L’hôte", "n'est", "là"]),
    ("春は\nあけぼの。", ["春は", "あけぼの"]),
  ])
  func `words are runs of letters, digits and apostrophes`(text: String, words: [Substring]) {
    #expect(text.words == words)
  }
}
