extension Document {
  /// The field's value as it is shown; throws when the document does not have it.
  func value(of field: Field) throws(DocumentError) -> String {
    switch field {
    case .title: try headingLine(title)
    case .year: try checkedYear()
    case .words: "\(words.count)"
    case .readingTime: readingTime
    case .longestSentence: "\(longestSentence)"
    case .language: LanguageGuess(words: words.prefix(2000)).code
    case .terms: TermCount(words).mostFrequent(3).joined(separator: ", ")
    }
  }

  private func headingLine(_ line: String?) throws(DocumentError) -> String {
    guard let line else { throw .notInHeading }
    return line
  }

  private func checkedYear() throws(DocumentError) -> String {
    let text = try headingLine(year)
    guard let year = Int(text) else { throw .notAYear(text) }
    return "\(year)"
  }

  private var words: [Substring] { body.words }

  /// Minutes and seconds at 230 words a minute.
  private var readingTime: String {
    let seconds = words.count * 60 / 230
    let digits = "\(seconds % 60)"
    return "\(seconds / 60):\(digits.count < 2 ? "0" : "")\(digits)"
  }

  /// The most words between two full stops.
  private var longestSentence: Int {
    body.unicodeScalars.split { ".!?。！？".unicodeScalars.contains($0) }
      .map { Substring($0).words.count }.max() ?? 0
  }
}
