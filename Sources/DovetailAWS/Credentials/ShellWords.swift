/// Cuts a command line into words as a POSIX shell does, without running one: blanks part words, single
/// quotes keep all, double quotes keep all but backslashes before `"`, `\`, `$` and a backquote.
///
/// Source: POSIX.1-2017, Shell Command Language, 2.2 Quoting.
enum ShellWords {
  /// The words; nil when a quote or a backslash is left open.
  static func split(_ line: String) -> [String]? {
    var words: [String] = []
    var word: String?
    var rest = line[...]
    while let character = rest.popFirst() {
      switch character {
      case "'":
        guard let end = rest.firstIndex(of: "'") else { return nil }
        word = (word ?? "") + rest[..<end]
        rest = rest[rest.index(after: end)...]
      case "\"":
        guard let quoted = takeQuoted(&rest) else { return nil }
        word = (word ?? "") + quoted
      case "\\":
        guard let next = rest.popFirst() else { return nil }
        word = (word ?? "") + String(next)
      case _ where character.isWhitespace:
        if let done = word { words.append(done) }
        word = nil
      default: word = (word ?? "") + String(character)
      }
    }
    return word.map { words + [$0] } ?? words
  }

  /// Takes what stands before the closing double quote, and that; nil when there is none.
  private static func takeQuoted(_ rest: inout Substring) -> String? {
    var quoted = ""
    while let character = rest.popFirst() {
      switch character {
      case "\"": return quoted
      case "\\":
        guard let next = rest.popFirst() else { return nil }
        if !"\"\\$`".contains(next) { quoted.append(character) }
        quoted.append(next)
      default: quoted.append(character)
      }
    }
    return nil
  }
}
