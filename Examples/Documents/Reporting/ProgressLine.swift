/// How far a run is, as a line that people read, and another process too.
struct ProgressLine: Equatable, CustomStringConvertible {
  var done: Int
  var total: Int

  init(done: Int, total: Int) {
    self.done = done
    self.total = total
  }

  /// Reads such a line; nil when it is another.
  init?(_ line: some StringProtocol) {
    let words = line.split(separator: " ")
    guard words.count == 4, words[1] == "of", words[3] == "results",
      let done = Int(words[0]), let total = Int(words[2])
    else { return nil }
    self.init(done: done, total: total)
  }

  var description: String { "\(done) of \(total) results" }
}
