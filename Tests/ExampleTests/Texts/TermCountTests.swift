import Testing

@testable import documents

@Suite("Term count")
struct TermCountTests {
  @Test(arguments: [
    ("tea Tea TEA milk sugar sugar", ["tea", "sugar"]),
    ("pear apple pear apple fig", ["apple", "pear"]),
    ("the and of to ox 2025 2025", []),
    ("", []),
  ])
  func `the most frequent terms come first, then the alphabet`(text: String, terms: [String]) {
    #expect(TermCount(text.words).mostFrequent(2) == terms)
  }
}
