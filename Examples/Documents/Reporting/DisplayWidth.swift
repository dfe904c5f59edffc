extension StringProtocol {
  /// How many columns of a terminal the text takes: two for a character of Japanese.
  var displayWidth: Int {
    reduce(0) { $0 + $1.displayWidth }
  }

  /// The text, or its start and "…" when it is wider than `width`.
  func truncated(to width: Int) -> String {
    guard displayWidth > width else { return String(self) }
    var left = width - 1
    let start = prefix { character in
      left -= character.displayWidth
      return left >= 0
    }
    return start + "…"
  }
}

extension Character {
  /// Roughly the wide characters of Unicode's East Asian Width; enough for our documents.
  fileprivate var displayWidth: Int {
    switch unicodeScalars.first ?? " " {
    case "\u{2E80}"..."\u{A4CF}", "\u{AC00}"..."\u{D7A3}", "\u{F900}"..."\u{FAFF}",
      "\u{FE30}"..."\u{FE6F}", "\u{FF00}"..."\u{FF60}":
      2
    default: 1
    }
  }
}
