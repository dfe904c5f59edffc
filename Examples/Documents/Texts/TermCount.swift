/// How often each word stands in a text, save those that every text is full of.
struct TermCount {
  private var counts: [String: Int] = [:]

  /// Counts words of at least three letters that are not in the stop list of any language.
  init(_ words: [Substring]) {
    // As written first: a large text has few distinct words, and only those are looked at closely.
    var written: [Substring: Int] = [:]
    for word in words { written[word, default: 0] += 1 }
    for (word, count) in written {
      let term = word.lowercased()
      guard term.count >= 3, term.contains(where: \.isLetter), !StopWords.all.contains(term) else {
        continue
      }
      counts[term, default: 0] += count
    }
  }

  /// The most frequent terms; those that are equally frequent by the alphabet.
  func mostFrequent(_ count: Int) -> [String] {
    counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(count).map(\.key)
  }
}
