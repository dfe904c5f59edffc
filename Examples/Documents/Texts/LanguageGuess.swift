/// Which language a text is in, by its script and by the stop words in it.
struct LanguageGuess {
  /// The ISO 639-1 code; "?" when nothing tells.
  let code: String

  init(words: some Sequence<Substring>) {
    var hits: [String: Int] = [:]
    for word in words {
      let word = word.lowercased()
      for (language, stopWords) in StopWords.byLanguage where stopWords.contains(word) {
        hits[language, default: 0] += 1
      }
      if let language = Self.languageOfScript(word) { hits[language, default: 0] += 1 }
    }
    // Of two languages with as many hits, the first by the alphabet: the same answer every time.
    code = hits.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? "?"
  }

  private static func languageOfScript(_ word: String) -> String? {
    for scalar in word.unicodeScalars {
      switch scalar {
      case "\u{0370}"..."\u{03FF}", "\u{1F00}"..."\u{1FFF}": return "el"
      case "\u{3040}"..."\u{30FF}": return "ja"
      default: continue
      }
    }
    return nil
  }
}
