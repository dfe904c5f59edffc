import Testing

@testable import documents

@Suite("Language guess")
struct LanguageGuessTests {
  @Test(arguments: [
    ("It was the best of times, it was the worst of times", "en"),
    ("Wer reitet so spät durch Nacht und Wind? Es ist der Vater mit seinem Kind", "de"),
    ("Souvent, pour s’amuser, les hommes d’équipage prennent des albatros", "fr"),
    ("Volverán las oscuras golondrinas en tu balcón sus nidos a colgar", "es"),
    (
      "Byl pozdní večer, první máj, večerní máj, byl lásky čas; hrdliččin zval ku lásce hlas, kde",
      "cs"
    ),
    ("Ἄνδρα μοι ἔννεπε, Μοῦσα", "el"),
    ("春はあけぼの。", "ja"),
    ("12345", "?"),
    ("", "?"),
  ])
  func `stop words and script betray the language`(text: String, code: String) {
    #expect(LanguageGuess(words: text.words).code == code)
  }
}
