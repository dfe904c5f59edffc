/// What is to be found of every document; the raw values travel in messages.
enum Field: String, Codable, CaseIterable, Sendable {
  case title
  case year
  case words
  case readingTime = "reading_time"
  case longestSentence = "longest_sentence"
  case language
  case terms

  /// The field's name for people.
  var name: String {
    switch self {
    case .title, .year, .words, .language, .terms: rawValue
    case .readingTime: "reading time"
    case .longestSentence: "longest sentence"
    }
  }
}
